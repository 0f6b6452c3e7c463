/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.testkit.KafkaBroker;
import dev.serai.testkit.RabbitMqServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over the broker of another connector, alike on each, and as other systems send and expect them. */
abstract class OverBrokerContract {

    enum Kind {
        KAFKA("ce_"),
        RABBITMQ("cloudEvents_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** A group of Kafka takes a while to form. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Kind kind;

    @TempDir
    private Path folder;

    private final String topic = "shop-" + UUID.randomUUID();
    private final Queue<Object> came = new ConcurrentLinkedQueue<>();
    private final Processor collecting =
            exchange -> came.add(exchange.getMessage().getBody());
    private EventRoutes routes;

    OverBrokerContract(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        routes = start("binary");
    }

    private EventRoutes start(String mode) throws Exception {
        Map<String, String> properties = new HashMap<>();
        String broker;
        if (kind == Kind.KAFKA) {
            broker = "  type: kafka\n  connection: { bootstrapServers: \"%s\" }\n"
                    .formatted(KafkaBroker.shared().bootstrapServers());
        } else {
            RabbitMqServer server = RabbitMqServer.shared();
            properties.put("password", server.password());
            broker =
                    "  type: rabbitmq\n  connection: { host: 127.0.0.1, port: %d, username: guest, password: \"{{password}}\" }\n"
                            .formatted(server.port());
        }
        String declaration = "over: mq\ntopic: " + topic + "\nmode: " + mode + "\n";
        // The other connector stands behind the bus, which is indented by four.
        return new EventRoutes(folder, declaration, properties, "- name: mq\n" + broker).start();
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    private Object broker(String operation, Map<String, Object> input) {
        return ConnectorRegistry.of(routes.context())
                .get("mq")
                .execute(operation, input)
                .output();
    }

    /** Publishes a message as another system does. */
    private void foreign(Object body, Map<String, Object> headers, Map<String, Object> more) {
        Map<String, Object> input = new HashMap<>(more);
        input.put("body", body);
        input.put("headers", headers);
        if (kind == Kind.KAFKA) {
            input.put("destination", topic);
        } else {
            input.put("exchange", topic);
            input.put("destination", "whatever");
        }
        broker("publish", input);
    }

    /** The first message that another system finds, where a subscriber is that has not taken it. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> found(String subscriber) {
        Map<String, Object> input = new HashMap<>(Map.of("autoAcknowledge", true, "format", "text"));
        if (kind == Kind.KAFKA) {
            input.put("source", topic);
            input.put("group", "another");
        } else {
            input.put("source", topic + "." + subscriber);
        }
        return ((List<Map<String, Object>>) broker("consume", input)).get(0);
    }

    @Test
    void everySubscriberGetsEachEventOfItsTypesInTheOrderOfItsKey() throws Exception {
        Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
        routes.subscribe("all", Map.of("concurrency", 4), exchange -> {
            byKey.computeIfAbsent(
                            exchange.getMessage().getHeader("CamelSeraiKey", String.class), key -> new ArrayList<>())
                    .add(exchange.getMessage().getBody(Integer.class));
            came.add(1);
        });
        Queue<Object> odd = new ConcurrentLinkedQueue<>();
        routes.subscribe(
                "odd",
                Map.of("types", "n.odd"),
                exchange -> odd.add(exchange.getMessage().getBody()));
        awaitSubscribed("all", "odd");

        for (int i = 0; i < 200; i++) {
            routes.publish(i % 2 == 0 ? "n.even" : "n.odd", i, Map.of("key", "k" + i % 5));
        }

        await().atMost(PATIENCE).until(() -> came.size() == 200 && odd.size() == 100);
        assertThat(byKey).hasSize(5);
        assertThat(byKey.values())
                .allSatisfy(numbers -> assertThat(numbers).hasSize(40).isSorted());
        await().atMost(PATIENCE).until(() -> routes.counts("all").get("waiting").equals(0L));
    }

    /** An event that is published before a queue is bound is nobody's. */
    private void awaitSubscribed(String... subscribers) {
        for (String subscriber : subscribers) {
            Object unused = routes.counts(subscriber);
        }
    }

    @Test
    void anEventWaitsForASubscriberThatIsAway() throws Exception {
        routes.subscribe("billing", Map.of(), collecting);
        awaitSubscribed("billing");
        routes.publish("n", 1);
        await().atMost(PATIENCE).until(() -> came.size() == 1);
        routes.context().getRouteController().stopRoute("billing");
        routes.publish("n", 2);
        assertThat(came).hasSize(1);

        routes.context().getRouteController().startRoute("billing");

        await().atMost(PATIENCE).until(() -> came.size() == 2);
        assertThat(came).containsExactly(1, 2);
    }

    @Test
    void othersFindTheAttributesAmongTheHeaders() {
        subscribeAway("other");

        routes.publish(
                "order.placed",
                Map.of("total", 12),
                Map.of("id", "7", "source", "/shop", "key", "ada", "extensions", Map.of("urgent", true)));

        Map<String, Object> message = found("other");
        assertThat(message.get("body")).isEqualTo("{\"total\":12}");
        assertThat(message.get("key")).isEqualTo("ada");
        assertThat(message.get("headers"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry(kind.prefix + "specversion", "1.0")
                .containsEntry(kind.prefix + "id", "7")
                .containsEntry(kind.prefix + "source", "/shop")
                .containsEntry(kind.prefix + "type", "order.placed")
                .containsEntry(kind.prefix + "partitionkey", "ada")
                .containsEntry(kind.prefix + "urgent", "true")
                .containsKey(kind.prefix + "time");
    }

    /** Makes what a subscriber receives from, and leaves it alone. */
    private void subscribeAway(String subscriber) {
        routes.call("subscribeFor", Map.of("subscriber", subscriber, "handler", "log:x", "duration", "1ms"));
        Object unused = routes.counts(subscriber);
    }

    @Test
    void inStructuredModeAMessageIsTheWholeEvent() throws Exception {
        routes.close();
        routes = start("structured");
        subscribeAway("other");

        routes.publish("order.placed", Map.of("total", 12), Map.of("id", "7", "source", "/shop"));

        assertThat(found("other").get("body").toString())
                .contains(
                        "\"specversion\":\"1.0\"",
                        "\"id\":\"7\"",
                        "\"type\":\"order.placed\"",
                        "\"data\":{\"total\":12}");
        routes.subscribe("billing", Map.of(), collecting);
        awaitSubscribed("billing");
        routes.publish("order.placed", Map.of("total", 13));
        await().atMost(PATIENCE).until(() -> came.contains(Map.of("total", 13)));
    }

    @Test
    void eventsOfOtherSystemsAreUnderstood() throws Exception {
        Map<String, Object> headers = new ConcurrentHashMap<>();
        routes.subscribe("billing", Map.of("types", "order.*"), exchange -> {
            headers.putAll(exchange.getMessage().getHeaders());
            came.add(exchange.getMessage().getBody());
        });
        awaitSubscribed("billing");
        routes.publish("other", 1);

        foreign(
                Map.of("total", 1),
                Map.of(
                        kind.prefix + "specversion", "1.0",
                        kind.prefix + "id", "a",
                        kind.prefix + "source", "https://partner.example.com",
                        kind.prefix + "type", "order.placed",
                        kind.prefix + "time", "2026-01-31T12:00:00Z"),
                Map.of("key", "ada"));
        await().atMost(PATIENCE).until(() -> came.size() == 1);

        assertThat(came).containsExactly(Map.of("total", 1));
        assertThat(headers)
                .containsEntry("CamelSeraiEventId", "a")
                .containsEntry("CamelSeraiEventSource", "https://partner.example.com")
                .containsEntry("CamelSeraiEventTime", "2026-01-31T12:00:00Z")
                .containsEntry("CamelSeraiKey", "ada")
                .containsEntry("CamelSeraiIdempotencyKey", "message:event https://partner.example.com a");
    }

    @Test
    void aMessageThatIsNoEventIsADeadLetterAtOnce() throws Exception {
        routes.subscribe("billing", Map.of("retryDelay", "1h"), collecting);
        awaitSubscribed("billing");
        routes.publish("n", 1);

        foreign("hello", Map.of(), Map.of());
        routes.publish("n", 2);

        await().atMost(PATIENCE).until(() -> came.size() == 2);
        await().atMost(PATIENCE)
                .until(() -> routes.counts("billing").get("deadLettersKept").equals(1L));
        assertThat(routes.deadLetters("billing")).singleElement().satisfies(letter -> {
            assertThat(letter).containsEntry("attempts", 1);
            assertThat(letter.get("error").toString()).contains("no event", "specversion");
            assertThat(EventRoutes.event(letter)).containsEntry("raw", "hello");
        });
    }

    @Test
    void deadLettersAreListedAndReplayedForTheirSubscriberAlone() throws Exception {
        CountDownLatch repaired = new CountDownLatch(1);
        Queue<Object> other = new ConcurrentLinkedQueue<>();
        routes.subscribe("billing", Map.of("retryDelay", "10ms"), exchange -> {
            if (exchange.getMessage().getBody(Integer.class) % 3 == 0 && repaired.getCount() > 0) {
                throw new IllegalStateException("no threes");
            }
            came.add(exchange.getMessage().getBody());
        });
        routes.subscribe(
                "shipping",
                Map.of(),
                exchange -> other.add(exchange.getMessage().getBody()));
        awaitSubscribed("billing", "shipping");
        IntStream.range(1, 10).forEach(i -> routes.publish("n", i, Map.of("id", "n" + i, "key", "k")));
        await().atMost(PATIENCE).until(() -> came.size() == 6 && other.size() == 9);
        // For a moment a broker of Kafka does not know a topic that it has just been told to make.
        await().atMost(PATIENCE)
                .ignoreException(ConnectorException.class)
                .until(() -> routes.counts("billing").get("deadLettersKept").equals(3L));

        // Looking takes nothing away.
        for (int i = 0; i < 2; i++) {
            assertThat(routes.deadLetters("billing"))
                    .hasSize(3)
                    .allSatisfy(letter -> assertThat(letter)
                            .containsEntry("retryCount", 2)
                            .containsEntry("error", "no threes")
                            .containsKey("failedAt"))
                    .extracting(letter -> EventRoutes.event(letter).get("id"))
                    .containsExactlyInAnyOrder("n3", "n6", "n9");
        }
        repaired.countDown();
        await().until(() -> routes.counts("billing").get("deadLettersKept").equals(3L));
        assertThat(routes.replay("billing")).isEqualTo(3);

        await().atMost(PATIENCE).until(() -> came.size() == 9);
        routes.publish("n", 10);
        await().atMost(PATIENCE).until(() -> other.contains(10));
        assertThat(other).hasSize(10);
        assertThat(routes.deadLetters("billing")).isEmpty();
    }

    @Test
    void thatNobodySubscribesIsNoFailure() {
        assertThat(routes.publish("n", 1)).containsEntry("type", "n");
        assertThat(routes.bus().test().up()).isTrue();
    }

    @Test
    void aSubscriptionForATimeCounts() {
        routes.call("subscribeFor", Map.of("subscriber", "census", "handler", "log:x", "duration", "1ms"));
        // The broker does not know a topic at once that it was just told to make.
        await().ignoreExceptions().until(() -> routes.counts("census") != null);
        IntStream.range(0, 20).forEach(i -> routes.publish("n", i));

        Map<String, Object> counts =
                routes.call("subscribeFor", Map.of("subscriber", "census", "handler", "log:x", "duration", "8s"));

        assertThat(counts).isEqualTo(Map.of("processed", 20L, "failed", 0L, "deadLetters", 0L));
    }
}
