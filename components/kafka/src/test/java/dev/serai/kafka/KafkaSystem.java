/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.testkit.KafkaBroker;
import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka broker as the conformance suite handles it, reached through a network that can fail. */
final class KafkaSystem implements SystemUnderTest, AutoCloseable {

    static final String FRUITS = "fruits";
    static final String MARKS = "marks";

    private final KafkaBroker server = KafkaBroker.shared();
    private long before;

    KafkaSystem() throws Exception {
        server.createTopic(FRUITS, 1);
        server.createTopic(MARKS, 1);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String fruit : List.of("fig", "pear", "mango")) {
                producer.send(new ProducerRecord<>(FRUITS, fruit)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    String servers() {
        return server.loginBootstrapServers();
    }

    String username() {
        return server.username();
    }

    String password() {
        return server.password();
    }

    private TcpProxy network() {
        return server.loginNetwork();
    }

    /** What waits in the topic that is read, for a group that has not begun. */
    static Map<String, Object> fruits() {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("partition", 0);
        partition.put("messages", 3L);
        partition.put("position", null);
        partition.put("beginning", 0L);
        partition.put("end", 3L);
        return Map.of("source", FRUITS, "messages", 3L, "group", "nobody", "partitions", List.of(partition));
    }

    @Override
    public void reset() {
        network().restore();
        before = marks();
    }

    @Override
    public void stop() {
        network().cut();
    }

    @Override
    public void start() {
        network().restore();
    }

    @Override
    public int openConnections() {
        return network().openConnections();
    }

    @Override
    public int effects() {
        return Math.toIntExact(marks() - before);
    }

    private long marks() {
        TopicPartition partition = new TopicPartition(MARKS, 0);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        } catch (Exception e) {
            throw new IllegalStateException("The broker does not say what it has.", e);
        }
    }

    @Override
    public void close() {
        network().restore();
    }
}
