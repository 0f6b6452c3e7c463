/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What one would write by hand: what was polled is changed and sent, and committed when all of it is confirmed. */
final class KafkaLoop {

    private static final Duration WAIT = Duration.ofMillis(100);

    private final String destination;
    private final Work work;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    private volatile boolean closed;

    private KafkaLoop(String servers, String destination, Work work) {
        this.destination = destination;
        this.work = work;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        destination,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        KafkaStream.AT_ONCE),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        KafkaStream.BATCH_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Runs it on a thread of its own. */
    static AutoCloseable start(String servers, String destination, Work work) {
        KafkaLoop loop = new KafkaLoop(servers, destination, work);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                        ended.complete(null);
                    } catch (Exception e) {
                        ended.completeExceptionally(e);
                    }
                },
                "kafka-loop");
        thread.start();
        return () -> {
            loop.closed = true;
            ended.join();
        };
    }

    private void run() throws Exception {
        try (consumer;
                producer) {
            consumer.subscribe(List.of(KafkaTopics.SOURCE));
            while (!closed) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
                List<Future<?>> sent = new ArrayList<>(records.count());
                for (ConsumerRecord<byte[], byte[]> one : records) {
                    sent.add(producer.send(new ProducerRecord<>(destination, one.key(), work.change(one.value()))));
                }
                for (Future<?> one : sent) {
                    Object unused = one.get();
                }
                if (!sent.isEmpty()) {
                    consumer.commitSync();
                }
            }
        }
    }
}
