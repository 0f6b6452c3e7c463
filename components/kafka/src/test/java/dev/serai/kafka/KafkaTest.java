/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.tls.OptionalTls;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import dev.serai.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** Tests on a real broker that everybody may use, each with topics and groups of its own. */
abstract class KafkaTest {

    static final Caller CALLER = new Caller("events", "publish");
    /** Long enough for the first encrypted connection of a slow machine. */
    static final Duration REQUEST = Duration.ofSeconds(8);

    static final Duration LONG = Duration.ofSeconds(30);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        context.close();
    }

    KafkaBroker server() {
        return KafkaBroker.shared();
    }

    /** A cluster as the connector has it, which is closed after the test. */
    KafkaMessageBroker broker() {
        return broker(server().bootstrapServers(), Settings.ordinary());
    }

    KafkaMessageBroker broker(String servers, Settings settings) {
        KafkaMessageBroker broker = KafkaMessageBroker.open(
                settings.configuration(servers),
                context.getClassResolver(),
                new ClientThreads(context.getExecutorServiceManager(), "events"),
                CALLER);
        open.add(broker);
        return broker;
    }

    /** A topic that is new. */
    String topic(int partitions) throws Exception {
        return topic(server(), partitions, Map.of());
    }

    static String topic(KafkaBroker server, int partitions, Map<String, String> configuration) throws Exception {
        String name = "t-" + UUID.randomUUID();
        server.createTopic(name, partitions, configuration);
        return name;
    }

    static Admin admin(KafkaBroker server) {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    /** How many messages a topic has, as the broker counts them. */
    static long count(KafkaBroker server, String topic) throws Exception {
        try (Admin admin = admin(server)) {
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int i = 0; i < partitions; i++) {
                ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS).values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    /** The positions of a group, as the broker has them. */
    static Map<Integer, Long> positions(KafkaBroker server, String group) throws Exception {
        try (Admin admin = admin(server)) {
            Map<Integer, Long> positions = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> positions.put(partition.partition(), offset.offset()));
            return positions;
        }
    }

    Receiver receive(KafkaMessageBroker broker, String topic, String group, int buffer, Map<String, Object> options) {
        Receiver receiver = broker.receive(new Subscription(topic, group, buffer, options), CALLER);
        open.add(receiver);
        return receiver;
    }

    static OutgoingMessage message(String topic, String key, String body) {
        return message(topic, key, body, Map.of(), Map.of());
    }

    static OutgoingMessage message(
            String topic, String key, String body, Map<String, Object> headers, Map<String, Object> options) {
        return new OutgoingMessage(
                topic,
                key,
                body.getBytes(StandardCharsets.UTF_8),
                "text/plain",
                headers,
                UUID.randomUUID().toString(),
                null,
                options);
    }

    static Map<String, Object> publish(KafkaMessageBroker broker, OutgoingMessage message) throws Exception {
        return broker.publish(message, CALLER).get(60, TimeUnit.SECONDS);
    }

    /** Publishes 0, 1, 2 … with keys in turn, none awaited before the next, and waits for all. */
    static void publishAll(KafkaMessageBroker broker, String topic, int count, int keys) throws Exception {
        List<CompletableFuture<?>> confirmed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            confirmed.add(broker.publish(message(topic, "k" + i % keys, String.valueOf(i)), CALLER));
        }
        CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** Takes messages until there are so many. */
    static List<IncomingMessage> take(Receiver receiver, int count) throws InterruptedException {
        List<IncomingMessage> taken = new ArrayList<>();
        long end = System.nanoTime() + LONG.toNanos();
        while (taken.size() < count && System.nanoTime() < end) {
            taken.addAll(receiver.poll(count - taken.size(), Duration.ofSeconds(1)));
        }
        Assertions.assertThat(taken).hasSize(count);
        return taken;
    }

    static String text(IncomingMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    static List<String> texts(List<IncomingMessage> messages) {
        return messages.stream().map(KafkaTest::text).toList();
    }

    /** Numbers of a key come in their order. */
    static void assertOrder(List<IncomingMessage> received) {
        Map<String, Integer> last = new HashMap<>();
        for (IncomingMessage message : received) {
            int number = Integer.parseInt(text(message));
            Integer before = last.put(message.key(), number);
            Assertions.assertThat(before == null || before < number)
                    .as("%s comes after %s", number, before)
                    .isTrue();
        }
    }

    static ConnectorException failure(KafkaMessageBroker broker, OutgoingMessage message) {
        CompletionException failed =
                Assertions.catchThrowableOfType(CompletionException.class, () -> broker.publish(message, CALLER)
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join());
        Assertions.assertThat(failed).as("failure of publishing").isNotNull();
        return (ConnectorException) failed.getCause();
    }

    /** What a declaration says beside the servers, with short waits. */
    record Settings(
            String username,
            String password,
            KafkaConnection.Mechanism mechanism,
            OptionalTls tls,
            KafkaOptions.Acknowledgement acks,
            KafkaOptions.Compression compression,
            Duration requestTimeout,
            Duration deliveryTimeout,
            Duration sessionTimeout) {

        static Settings ordinary() {
            return new Settings(
                    null,
                    null,
                    KafkaConnection.Mechanism.PLAIN,
                    new OptionalTls(false, null, null, null),
                    KafkaOptions.Acknowledgement.ALL,
                    KafkaOptions.Compression.NONE,
                    REQUEST,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(6));
        }

        Settings login(String name, String secret, KafkaConnection.Mechanism how) {
            return new Settings(
                    name, secret, how, tls, acks, compression, requestTimeout, deliveryTimeout, sessionTimeout);
        }

        Settings tls(OptionalTls how) {
            return new Settings(
                    username,
                    password,
                    mechanism,
                    how,
                    acks,
                    compression,
                    requestTimeout,
                    deliveryTimeout,
                    sessionTimeout);
        }

        Settings acks(KafkaOptions.Acknowledgement how) {
            return new Settings(
                    username,
                    password,
                    mechanism,
                    tls,
                    how,
                    compression,
                    requestTimeout,
                    deliveryTimeout,
                    sessionTimeout);
        }

        Settings compression(KafkaOptions.Compression how) {
            return new Settings(
                    username, password, mechanism, tls, acks, how, requestTimeout, deliveryTimeout, sessionTimeout);
        }

        Settings deliveryTimeout(Duration time) {
            return new Settings(
                    username, password, mechanism, tls, acks, compression, time.dividedBy(3), time, sessionTimeout);
        }

        KafkaConfiguration configuration(String servers) {
            return new KafkaConfiguration(
                    new KafkaConnection(servers, username, password, mechanism, tls),
                    new KafkaOptions(
                            acks,
                            compression,
                            Duration.ZERO,
                            ByteSize.parse("64KB"),
                            ByteSize.parse("1MB"),
                            ByteSize.parse("32MB"),
                            deliveryTimeout,
                            requestTimeout,
                            sessionTimeout,
                            ByteSize.parse("10MB"),
                            KafkaOptions.Isolation.READ_COMMITTED,
                            null));
        }
    }
}
