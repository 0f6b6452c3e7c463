/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.ConnectorRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Streams from topic to topic, and a plain client that reads what they leave there. */
abstract class KafkaStreamTest extends KafkaTest {

    static final Duration LONGER = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;
    static final int KEYS = 7;
    static final int BUFFER = 100;

    /** How many may be done with before their position is saved. */
    static final int CHECKPOINT = 50;

    @TempDir
    Path folder;

    final List<ConnectorRoutes> started = new ArrayList<>();
    final List<ConsumerRecord<String, String>> came = new ArrayList<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    String orders;
    String priced;
    private KafkaConsumer<String, String> reader;

    @BeforeEach
    void connect() throws Exception {
        orders = topic(PARTITIONS);
        priced = topic(PARTITIONS);
        reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", server().bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    @AfterEach
    void disconnect() {
        server().network().restore();
        started.forEach(ConnectorRoutes::close);
        reader.close();
    }

    /**
     * Starts a context with a stream, another member of the group than those before.
     *
     * @param options of the stream beside those that all have: {@code &deadLetter=dead}
     */
    ConnectorRoutes stream(String servers, String options, Processor processor) throws Exception {
        ConnectorRoutes routes = context(servers, "");
        stream(routes, options, processor);
        return routes;
    }

    /** Starts a context that is closed after the test. */
    ConnectorRoutes context(String servers, String options) throws Exception {
        ConnectorRoutes routes = ConnectorRoutes.start(
                Files.createTempDirectory(folder, "context"), "kafka", """
                    retry: { maxRetries: 0, delay: 50ms, maxDelay: 200ms }
                    connection: { bootstrapServers: "%s" }
                    options: { sessionTimeout: 6s, requestTimeout: 2s, deliveryTimeout: 10s%s }
                """.formatted(servers, options), Map.of());
        started.add(routes);
        return routes;
    }

    void stream(ConnectorRoutes routes, String options, Processor processor) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/streamProcess?group=g-" + orders + "&concurrency=4&retryDelay=20ms&buffer=" + BUFFER
                                + "&checkpoint=" + CHECKPOINT + "&source=" + orders + "&destination=" + priced
                                + options)
                        .process(processor);
            }
        });
    }

    void putNumbers(int from, int to) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = from; i < to; i++) {
                var unused = producer.send(new ProducerRecord<>(orders, "k" + i % KEYS, String.valueOf(i)));
            }
        }
    }

    /** Reads what came to a topic since it was last read. */
    List<ConsumerRecord<String, String>> read(String topic, int partitions) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        reader.assign(all);
        all.forEach(partition -> reader.seek(partition, read.getOrDefault(partition, 0L)));
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        Map<TopicPartition, Long> ends = reader.endOffsets(all);
        while (all.stream().anyMatch(partition -> reader.position(partition) < ends.get(partition))) {
            reader.poll(Duration.ofMillis(100)).forEach(found::add);
        }
        all.forEach(partition -> read.put(partition, reader.position(partition)));
        return found;
    }

    Set<Integer> numbers() {
        came.addAll(read(priced, PARTITIONS));
        return new HashSet<>(
                came.stream().map(message -> Integer.valueOf(message.value())).toList());
    }

    void awaitNumbers(int count) {
        await().atMost(LONGER)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> numbers().size() >= count);
    }

    /** Everything is there, the first time in the order of the keys, and with so many repetitions at most. */
    void assertComplete(int count, int repetitions) throws Exception {
        started.forEach(routes -> routes.context().stop());
        assertThat(numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).boxed().toList());
        assertThat(came.size() - count).isBetween(0, repetitions);
        Map<String, Integer> last = new HashMap<>();
        Set<Integer> before = new HashSet<>();
        for (ConsumerRecord<String, String> message : came) {
            int number = Integer.parseInt(message.value());
            if (before.add(number)) {
                assertThat(last.getOrDefault(message.key(), -1))
                        .as("before %d", number)
                        .isLessThan(number);
                last.put(message.key(), number);
            }
        }
        assertThat(positions(server(), "g-" + orders).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(count);
    }
}
