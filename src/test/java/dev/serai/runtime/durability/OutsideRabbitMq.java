/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.serai.testkit.RabbitMqServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Classic queues in a virtual host of its own. To see what waits in a queue, messages are taken and given back, and only a
 * classic queue puts them where they were; a quorum queue puts them behind others that were given back.
 */
final class OutsideRabbitMq implements OutsideClient {

    private static final int KEYS = 7;
    private static final Duration CONFIRMS = Duration.ofMinutes(2);
    private static final String KEY = "serai-key";

    private final RabbitMqServer server;
    private final String virtualHost;
    private final Connection connection;
    private final Channel channel;

    /** How many of each queue were read, and so taken out of it. */
    private final Map<String, Integer> read = new HashMap<>();

    OutsideRabbitMq(RabbitMqServer server) throws Exception {
        this.server = server;
        virtualHost = server.newVirtualHost();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(server.port());
        factory.setVirtualHost(virtualHost);
        connection = factory.newConnection("outside");
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    @Override
    public String declaration() {
        return """
                - name: mq
                  type: rabbitmq
                  connection:
                    host: 127.0.0.1
                    port: %d
                    virtualHost: %s
                    username: %s
                    password: "{{mq.password}}"
                """.formatted(server.port(), virtualHost, server.username());
    }

    @Override
    public String properties() {
        return "mq.password=" + server.password() + "\n";
    }

    @Override
    public String named(String place) {
        return place;
    }

    @Override
    public void make(String place) throws IOException {
        channel.queueDeclare(place, true, false, false, Map.of("x-queue-type", "classic"));
    }

    @Override
    public void send(String place, int from, int to, int bytes) throws Exception {
        for (int i = from; i < to; i++) {
            channel.basicPublish(
                    "",
                    place,
                    new BasicProperties.Builder()
                            .messageId(String.valueOf(i))
                            .deliveryMode(2)
                            .contentType("application/json")
                            .headers(Map.of(KEY, "k" + i % KEYS))
                            .build(),
                    OutsideClient.body(i, bytes).getBytes(StandardCharsets.UTF_8));
            if (i % 10_000 == 0) {
                // The client remembers what is not confirmed.
                channel.waitForConfirmsOrDie(CONFIRMS.toMillis());
            }
        }
        channel.waitForConfirmsOrDie(CONFIRMS.toMillis());
    }

    @Override
    public List<Seen> read(String place) throws IOException {
        List<Seen> seen = new ArrayList<>();
        for (GetResponse one = channel.basicGet(place, true); one != null; one = channel.basicGet(place, true)) {
            seen.add(seen(one));
        }
        read.merge(place, seen.size(), Integer::sum);
        return seen;
    }

    private static Seen seen(GetResponse message) {
        Map<String, Object> headers = message.getProps().getHeaders();
        Object key = headers == null ? null : headers.get(KEY);
        return new Seen(key == null ? null : key.toString(), new String(message.getBody(), StandardCharsets.UTF_8));
    }

    /** Takes them by one consumer, and gives them back with it. */
    @Override
    public Set<String> unsettled(String place) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> channel.consumerCount(place) == 0);
        long count = channel.messageCount(place);
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (Channel looking = connection.createChannel()) {
            String unused = looking.basicConsume(
                    place,
                    false,
                    (tag, message) -> taken.add(new String(message.getBody(), StandardCharsets.UTF_8)),
                    tag -> {});
            await().atMost(Duration.ofSeconds(30)).until(() -> taken.size() == count);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> channel.messageCount(place) == count);
        return new LinkedHashSet<>(taken);
    }

    @Override
    public long count(String place) throws IOException {
        return read.getOrDefault(place, 0) + channel.messageCount(place);
    }

    @Override
    public void close() {
        connection.abort(1000);
    }
}
