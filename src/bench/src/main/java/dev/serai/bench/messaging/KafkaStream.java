/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import dev.serai.bench.BareCamelContext;
import dev.serai.testkit.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * From a topic through a route to a topic: by the connector's {@code streamProcess}, by camel-kafka with batches that are
 * committed when their results are confirmed, and by a loop on Kafka's client. All have the same settings of the client.
 */
public final class KafkaStream {

    /** In each round, when nobody says otherwise. */
    public static final int MESSAGES = 100_000;

    static final int BATCH_BYTES = 65_536;
    static final int AT_ONCE = 500;

    private static final String CAMEL = "camel-kafka";
    private static final String PLAIN = "kafka-clients";

    private final int messages;
    private final int rounds;
    private final Work work = new Work();

    /**
     * @param messages in each round of each way
     * @param rounds of each way
     */
    public KafkaStream(int messages, int rounds) {
        this.messages = messages;
        this.rounds = rounds;
    }

    /** Runs it and prints a table. */
    public void run() throws Exception {
        try (KafkaBroker server = KafkaBroker.start();
                KafkaTopics topics = new KafkaTopics(server, messages)) {
            String servers = server.bootstrapServers();
            new StreamRace("Kafka to Kafka", messages, rounds)
                    .run(
                            topics,
                            work,
                            List.of(
                                    new Way("Serai", (from, to) -> serai(servers, to, 1)),
                                    new Way("Serai, concurrency 4", (from, to) -> serai(servers, to, 4)),
                                    new Way(CAMEL, (from, to) -> camel(servers, to)),
                                    new Way(PLAIN, (from, to) -> KafkaLoop.start(servers, to, work))),
                            List.of(CAMEL, PLAIN));
        }
    }

    private AutoCloseable serai(String servers, String destination, int concurrency) throws Exception {
        return CamelRoutes.serai(
                "type: kafka, connection: { bootstrapServers: \"" + servers + "\" }",
                Map.of(),
                "connector:broker/streamProcess?source=" + KafkaTopics.SOURCE + "&group=" + destination
                        + "&destination=" + destination + "&concurrency=" + concurrency,
                work);
    }

    private AutoCloseable camel(String servers, String destination) throws Exception {
        String consumer = "kafka:" + KafkaTopics.SOURCE + "?brokers=" + servers + "&groupId=" + destination
                + "&batching=true&maxPollRecords=" + AT_ONCE + "&pollTimeoutMs=100&autoOffsetReset=earliest"
                + "&autoCommitEnable=false&allowManualCommit=true"
                + "&valueDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer";
        String producer = "kafka:" + destination + "?brokers=" + servers + "&requestRequiredAcks=all"
                + "&producerBatchSize=" + BATCH_BYTES + "&recordMetadata=false"
                + "&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer";
        return CamelRoutes.start(new BareCamelContext(), new RouteBuilder() {
            @Override
            public void configure() {
                from(consumer)
                        .process(KafkaStream.this::changeAll)
                        .to(producer)
                        .process(exchange -> exchange.getMessage()
                                .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                                .commit());
            }
        });
    }

    /** Each message of a batch is an exchange, whose key the producer takes over. */
    private void changeAll(Exchange batch) throws Exception {
        List<Exchange> changed = new ArrayList<>();
        for (Object one : batch.getMessage().getBody(List.class)) {
            Exchange exchange = (Exchange) one;
            exchange.getMessage().setBody(work.change(exchange.getMessage().getBody(byte[].class)));
            changed.add(exchange);
        }
        batch.getMessage().setBody(changed);
    }
}
