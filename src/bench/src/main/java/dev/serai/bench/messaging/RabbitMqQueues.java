/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.serai.testkit.RabbitMqServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Durable queues, a source and a destination for each way of a round. */
final class RabbitMqQueues implements Broker, AutoCloseable {

    private static final String ALL = "amq.fanout";
    private static final int AT_ONCE = 1000;
    private static final int PERSISTENT = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Connection connection;
    private final Channel channel;

    RabbitMqQueues(RabbitMqServer server) throws Exception {
        this.connection = connect(server);
        this.channel = connection.createChannel();
        channel.confirmSelect();
    }

    static Connection connect(RabbitMqServer server) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(server.port());
        factory.setUsername(server.username());
        factory.setPassword(server.password());
        return factory.newConnection();
    }

    @Override
    public void fill(int round, List<Integer> messages) throws Exception {
        for (int way = 0; way < messages.size(); way++) {
            channel.queueDeclare(source(round, way), true, false, false, Map.of());
            channel.queueBind(source(round, way), ALL, "");
            channel.queueDeclare(destination(round, way), true, false, false, Map.of());
        }
        int most = messages.stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (int i = 0; i <= most; i++) {
            for (int way = 0; way < messages.size(); way++) {
                if (messages.get(way) == i) {
                    channel.queueUnbind(source(round, way), ALL, "");
                }
            }
            if (i < most) {
                channel.basicPublish(ALL, "", properties(i), Work.message(i));
            }
            if (i % AT_ONCE == 0 || i == most) {
                channel.waitForConfirmsOrDie(PATIENCE.toMillis());
            }
        }
    }

    private static BasicProperties properties(int number) {
        return new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType("application/json")
                .messageId("order-" + number)
                .headers(Map.of("serai-key", Work.key(number)))
                .build();
    }

    @Override
    public String source(int round, int way) {
        return "orders-" + round + "-" + way;
    }

    @Override
    public String destination(int round, int way) {
        return "accepted-" + round + "-" + way;
    }

    @Override
    public long count(String destination) throws Exception {
        return channel.messageCount(destination);
    }

    /** What was given to a consumer and not acknowledged stands in the queue again once its connection is gone. */
    @Override
    public long left(String source, String destination) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (channel.consumerCount(source) > 0 && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return channel.messageCount(source);
    }

    @Override
    public void drop(String source, String destination) throws Exception {
        channel.queueDelete(source);
        channel.queueDelete(destination);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
