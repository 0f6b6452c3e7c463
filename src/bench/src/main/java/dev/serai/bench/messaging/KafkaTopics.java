/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import dev.serai.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One topic that all read to its end, each as a group called like the topic that it writes to. */
final class KafkaTopics implements Broker, AutoCloseable {

    static final String SOURCE = "orders";

    private static final int SECONDS = 60;

    private final KafkaBroker server;
    private final int messages;
    private final Admin admin;

    KafkaTopics(KafkaBroker server, int messages) throws Exception {
        this.server = server;
        this.messages = messages;
        this.admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
        server.createTopic(SOURCE, 1);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                sent.add(producer.send(
                        new ProducerRecord<>(SOURCE, Work.key(i).getBytes(StandardCharsets.UTF_8), Work.message(i))));
            }
            for (Future<?> one : sent) {
                Object unused = one.get(SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Override
    public void fill(int round, List<Integer> counts) {
        for (int way = 0; way < counts.size(); way++) {
            server.createTopic(destination(round, way), 1);
        }
    }

    @Override
    public String source(int round, int way) {
        return SOURCE;
    }

    @Override
    public String destination(int round, int way) {
        return "accepted-" + round + "-" + way;
    }

    @Override
    public long count(String destination) throws Exception {
        TopicPartition partition = new TopicPartition(destination, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get(SECONDS, TimeUnit.SECONDS)
                .offset();
    }

    @Override
    public long left(String source, String destination) throws Exception {
        OffsetAndMetadata position = admin.listConsumerGroupOffsets(destination)
                .partitionsToOffsetAndMetadata()
                .get(SECONDS, TimeUnit.SECONDS)
                .get(new TopicPartition(source, 0));
        return messages - (position == null ? 0 : position.offset());
    }

    @Override
    public void drop(String source, String destination) throws Exception {
        admin.deleteTopics(List.of(destination)).all().get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        admin.close();
    }
}
