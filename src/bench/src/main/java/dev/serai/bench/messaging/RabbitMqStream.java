/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import dev.serai.bench.BareCamelContext;
import dev.serai.testkit.RabbitMqServer;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;

/**
 * From a queue through a route to a queue, both durable and their messages persistent, with publisher confirms: by the
 * connector's {@code streamProcess}, by camel-spring-rabbitmq, and by a loop on RabbitMQ's client.
 */
public final class RabbitMqStream {

    /** In each round, when nobody says otherwise. */
    public static final int MESSAGES = 20_000;

    static final int PREFETCH = 1000;

    private static final String CAMEL = "camel-spring-rabbitmq";
    private static final String PLAIN = "amqp-client";
    private static final int CONSUMERS = 8;

    /** A way that waits for the confirm of each message takes more than ten times as long. */
    private static final int SLOWER = 10;

    private final int messages;
    private final int rounds;
    private final Work work = new Work();

    /**
     * @param messages in each round of each way; camel-spring-rabbitmq has a tenth of them
     * @param rounds of each way
     */
    public RabbitMqStream(int messages, int rounds) {
        this.messages = messages;
        this.rounds = rounds;
    }

    /** Runs it and prints a table. */
    public void run() throws Exception {
        try (RabbitMqServer server = RabbitMqServer.start();
                RabbitMqQueues queues = new RabbitMqQueues(server)) {
            String several = CAMEL + ", " + CONSUMERS + " consumers";
            new StreamRace("RabbitMQ to RabbitMQ", messages, rounds)
                    .run(
                            queues,
                            work,
                            List.of(
                                    new Way("Serai", (from, to) -> serai(server, from, to, 1)),
                                    new Way("Serai, concurrency 4", (from, to) -> serai(server, from, to, 4)),
                                    new Way(CAMEL, SLOWER, (from, to) -> camel(server, from, to, 1)),
                                    new Way(several, SLOWER, (from, to) -> camel(server, from, to, CONSUMERS)),
                                    new Way(PLAIN, (from, to) -> RabbitMqLoop.start(server, from, to, work))),
                            List.of(CAMEL, several, PLAIN));
        }
    }

    private AutoCloseable serai(RabbitMqServer server, String source, String destination, int concurrency)
            throws Exception {
        return CamelRoutes.serai(
                "type: rabbitmq, connection: { host: 127.0.0.1, port: " + server.port() + ", username: "
                        + server.username() + ", password: \"{{password}}\" }",
                Map.of("password", server.password()),
                "connector:broker/streamProcess?source=" + source + "&destination=" + destination + "&concurrency="
                        + concurrency,
                work);
    }

    private AutoCloseable camel(RabbitMqServer server, String source, String destination, int consumers)
            throws Exception {
        CachingConnectionFactory connections = new CachingConnectionFactory("127.0.0.1", server.port());
        connections.setUsername(server.username());
        connections.setPassword(server.password());
        connections.setPublisherConfirmType(ConfirmType.SIMPLE);
        connections.setChannelCacheSize(consumers);
        CamelContext context = new BareCamelContext();
        context.getRegistry().bind("connections", connections);
        String consumer = "spring-rabbitmq:default?connectionFactory=#connections&autoDeclare=false&queues=" + source
                + "&prefetchCount=" + PREFETCH + "&concurrentConsumers=" + consumers;
        String producer =
                "spring-rabbitmq:default?connectionFactory=#connections&confirm=enabled&routingKey=" + destination;
        AutoCloseable running = CamelRoutes.start(context, new RouteBuilder() {
            @Override
            public void configure() {
                from(consumer)
                        .process(exchange -> exchange.getMessage()
                                .setBody(work.change(exchange.getMessage().getBody(byte[].class))))
                        .to(producer);
            }
        });
        return () -> {
            running.close();
            connections.destroy();
        };
    }
}
