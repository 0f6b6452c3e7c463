/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import dev.serai.testkit.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of three partitions, each read by a group of its own name. */
final class OutsideKafka implements OutsideClient {

    private static final int PARTITIONS = 3;
    private static final int KEYS = 7;

    private final String own = UUID.randomUUID().toString();
    private final KafkaBroker broker;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final Admin admin;

    /** How far each partition was read. */
    private final Map<TopicPartition, Long> read = new HashMap<>();

    OutsideKafka(KafkaBroker broker) {
        this.broker = broker;
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        admin = Admin.create(settings);
    }

    @Override
    public String declaration() {
        // Who was killed is missed soon, so that others get the partitions, and his transactions are undone soon.
        return """
                - name: mq
                  type: kafka
                  connection: { bootstrapServers: "%s" }
                  options: { sessionTimeout: 2s, requestTimeout: 2s, deliveryTimeout: 6s }
                """.formatted(broker.bootstrapServers());
    }

    @Override
    public String properties() {
        return "";
    }

    @Override
    public String named(String place) {
        return place + "-" + own;
    }

    @Override
    public void make(String place) {
        broker.createTopic(named(place), PARTITIONS);
    }

    @Override
    public void send(String place, int from, int to, int bytes) {
        for (int i = from; i < to; i++) {
            var unused =
                    producer.send(new ProducerRecord<>(named(place), "k" + i % KEYS, OutsideClient.body(i, bytes)));
        }
        producer.flush();
    }

    @Override
    public List<Seen> read(String place) {
        Map<TopicPartition, Long> from = new HashMap<>();
        partitions(place).forEach(partition -> from.put(partition, read.getOrDefault(partition, 0L)));
        List<Seen> seen = readToTheEnd(from);
        from.keySet().forEach(partition -> read.put(partition, consumer.position(partition)));
        return seen;
    }

    @Override
    public Set<String> unsettled(String place) throws Exception {
        Set<String> bodies = new LinkedHashSet<>();
        readToTheEnd(positions(place)).forEach(message -> bodies.add(message.body()));
        return bodies;
    }

    @Override
    public long count(String place) {
        return consumer.endOffsets(partitions(place)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<TopicPartition> partitions(String place) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(named(place), number))
                .toList();
    }

    private Map<TopicPartition, Long> positions(String place) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> saved = admin.listConsumerGroupOffsets(named(place))
                .partitionsToOffsetAndMetadata()
                .get(30, TimeUnit.SECONDS);
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : partitions(place)) {
            OffsetAndMetadata position = saved.get(partition);
            positions.put(partition, position == null ? 0L : position.offset());
        }
        return positions;
    }

    private List<Seen> readToTheEnd(Map<TopicPartition, Long> from) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        List<Seen> seen = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(100))) {
                seen.add(new Seen(message.key(), message.value()));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        admin.close();
    }
}
