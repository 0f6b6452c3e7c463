/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.observation.ConsumerBacklog;
import dev.serai.connector.observation.OperationCall;
import dev.serai.connector.observation.OperationObserver;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.testkit.ConnectorRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations as routes and calls use them. */
class KafkaRouteTest extends KafkaTest {

    private static final Duration LONGER = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Queue<Object> came = new ConcurrentLinkedQueue<>();
    private ConnectorRoutes routes;
    private String orders;
    private String dead;

    @BeforeEach
    void connect() throws Exception {
        orders = topic(3);
        dead = topic(1);
        routes = ConnectorRoutes.start(folder, "kafka", """
                    retry: { maxRetries: 0, delay: 50ms, maxDelay: 200ms }
                    connection: { bootstrapServers: "%s" }
                    options: { sessionTimeout: 6s }
                """.formatted(server().bootstrapServers()), Map.of());
    }

    @AfterEach
    void disconnect() {
        routes.close();
    }

    private void route(String uri, Processor processor) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("orders-route").process(processor);
            }
        });
    }

    private Object call(String operation, Map<String, Object> input) {
        return routes.connector().execute(operation, input).output();
    }

    private long waiting(String topic) {
        return waiting(topic, "g-" + topic);
    }

    private long waiting(String topic, String group) {
        Map<?, ?> found = (Map<?, ?>) call("inspect", Map.of("source", topic, "group", group));
        return (Long) found.get("messages");
    }

    private void publishNumbers(int count, int keys) throws Exception {
        for (int key = 0; key < keys; key++) {
            int first = key;
            call(
                    "publish",
                    Map.of(
                            "destination",
                            orders,
                            "key",
                            "k" + key,
                            "batch",
                            true,
                            "body",
                            IntStream.range(0, count)
                                    .filter(number -> number % keys == first)
                                    .boxed()
                                    .toList()));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void aBatchIsPublishedAndToldOf() throws Exception {
        List<Map<String, Object>> told = (List<Map<String, Object>>) call(
                "publish",
                Map.of(
                        "destination",
                        orders,
                        "batch",
                        true,
                        "key",
                        "ada",
                        "messageId",
                        "id",
                        "partition",
                        1,
                        "body",
                        List.of(Map.of("n", 1), Map.of("n", 2))));

        assertThat(told)
                .containsExactly(
                        Map.of("messageId", "id-0", "destination", orders, "partition", 1, "offset", 0L),
                        Map.of("messageId", "id-1", "destination", orders, "partition", 1, "offset", 1L));
        assertThat(waiting(orders)).isEqualTo(2);
    }

    @Test
    void whatIsTooLargeOfABatchIsNamed() {
        ConnectorException failure = Assertions.catchThrowableOfType(
                ConnectorException.class,
                () -> call(
                        "publish",
                        Map.of(
                                "destination",
                                orders,
                                "batch",
                                true,
                                "messageId",
                                "id",
                                "body",
                                List.of("small", "x".repeat(2 << 20), "small"))));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.BATCH_FAILED);
        assertThat(failure).hasMessageContaining("2 of 3").hasMessageContaining("SERAI-MESSAGING-011");
        assertThat(failure.details()).containsEntry("confirmed", List.of("id-0", "id-2"));
        assertThat(waiting(orders)).isEqualTo(2);
    }

    @Test
    void aRouteGetsMessagesWithWhatTheyCarry() throws Exception {
        Map<String, Object> headers = new ConcurrentHashMap<>();
        route("connector:api/subscribe?group=shop&source=" + orders, exchange -> {
            headers.putAll(exchange.getMessage().getHeaders());
            came.add(exchange.getMessage().getBody());
        });

        call(
                "publish",
                Map.of(
                        "destination",
                        orders,
                        "key",
                        "ada",
                        "partition",
                        2,
                        "messageId",
                        "order-1",
                        "headers",
                        Map.of("colour", "red", "CamelFileName", "../x"),
                        "body",
                        Map.of("n", 1)));

        await().atMost(LONG).until(() -> came.size() == 1);
        assertThat(came).containsExactly(Map.of("n", 1));
        assertThat(headers)
                .containsEntry("CamelSeraiResource", orders)
                .containsEntry("CamelSeraiRecordId", orders + "-2-0")
                .containsEntry("CamelSeraiIdempotencyKey", "message:api/" + orders + "/" + orders + "-2-0")
                .containsEntry("CamelSeraiKey", "ada")
                .containsEntry("CamelSeraiSourcePartition", 2)
                .containsEntry("CamelSeraiSourceOffset", 0L)
                .containsEntry("CamelSeraiSourceLag", 0L)
                .containsEntry("CamelSeraiSourceMessageId", "order-1")
                .containsEntry("colour", "red")
                .doesNotContainKeys("CamelFileName", "CamelSeraiPartition", "CamelSeraiMessageId");
        routes.context().stop();
        assertThat(positions(server(), "shop")).containsEntry(2, 1L);
    }

    @Test
    void messagesOfAKeyStayInOrderThoughManyRunAtOnce() throws Exception {
        Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
        publishNumbers(700, 7);
        route("connector:api/subscribe?concurrency=8&source=" + orders, exchange -> {
            byKey.computeIfAbsent(
                            exchange.getMessage().getHeader("CamelSeraiKey", String.class), key -> new ArrayList<>())
                    .add(exchange.getMessage().getBody(Integer.class));
            came.add(1);
        });

        await().atMost(LONGER).until(() -> came.size() == 700);

        assertThat(byKey).hasSize(7);
        assertThat(byKey.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
        await().atMost(LONGER).until(() -> waiting(orders, "api") == 0);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aPoisonMessageAmongAThousandIsADeadLetterAndIsReplayed() throws Exception {
        publishNumbers(1000, 9);
        AtomicInteger poisoned = new AtomicInteger();
        AtomicInteger repaired = new AtomicInteger();
        route(
                "connector:api/subscribe?retryDelay=20ms&concurrency=4&source=" + orders + "&deadLetter=" + dead,
                exchange -> {
                    if (exchange.getMessage().getBody(Integer.class) == 577 && repaired.get() == 0) {
                        poisoned.incrementAndGet();
                        throw new IllegalStateException("no such order");
                    }
                    came.add(exchange.getMessage().getBody());
                });

        await().atMost(LONGER).until(() -> came.size() == 999 && waiting(dead) == 1);
        await().atMost(LONGER).until(() -> waiting(orders, "api") == 0);
        assertThat(poisoned).hasValue(3);
        List<Map<String, Object>> letters =
                (List<Map<String, Object>>) call("consume", Map.of("source", dead, "group", "look", "wait", "20s"));
        Map<String, Object> letter = letters.get(0);
        assertThat(letter).containsEntry("body", 577).containsEntry("key", "k1");
        assertThat((Map<String, Object>) letter.get("headers"))
                .containsEntry("serai-dead-reason", "no such order")
                .containsEntry("serai-dead-source", orders)
                .containsEntry("serai-dead-attempts", "3")
                .hasEntrySatisfying("serai-dead-stack", stack -> assertThat(stack.toString())
                        .contains("KafkaRouteTest"));

        repaired.set(1);
        assertThat(call("replay", Map.of("source", dead, "group", "mending"))).isEqualTo(1);

        await().atMost(LONGER).until(() -> came.contains(577));
        assertThat(came).hasSize(1000).doesNotHaveDuplicates();
        assertThat(waiting(dead, "mending")).isZero();
    }

    @Test
    void whatARouteMakesOfMessagesIsPublishedInOrder() throws Exception {
        String priced = topic(2);
        publishNumbers(600, 5);
        route("connector:api/streamProcess?concurrency=4&source=" + orders + "&destination=" + priced, exchange -> {
            int number = exchange.getMessage().getBody(Integer.class);
            exchange.getMessage().setBody(number % 10 == 9 ? null : Map.of("price", number));
        });

        await().atMost(LONG).until(() -> waiting(orders, "api") == 0 && count(server(), priced) == 540);

        Map<String, List<Integer>> byKey = new HashMap<>();
        for (IncomingMessage message : take(receive(broker(), priced, "g-" + priced, 1000, Map.of()), 540)) {
            String price = text(message).replaceAll("\\D", "");
            byKey.computeIfAbsent(message.key(), key -> new ArrayList<>()).add(Integer.valueOf(price));
        }
        assertThat(byKey).hasSize(5);
        assertThat(byKey.values())
                .allSatisfy(prices -> assertThat(prices).isSorted().doesNotHaveDuplicates());
    }

    @Test
    @SuppressWarnings("unchecked")
    void messagesThatWereTakenAreSettledByTheirHandles() throws Exception {
        for (int i = 0; i < 5; i++) {
            call("publish", Map.of("destination", orders, "partition", 0, "body", i));
        }
        Map<String, Object> input = Map.of("source", orders, "group", "pull", "wait", "20s", "max", 5);
        List<Map<String, Object>> rows = (List<Map<String, Object>>) call("consume", input);
        assertThat(rows).extracting(row -> row.get("body")).containsExactly(0, 1, 2, 3, 4);

        call("ack", Map.of("handle", rows.subList(0, 3)));
        assertThat(positions(server(), "pull")).containsEntry(0, 3L);
        call("nack", Map.of("handle", rows.subList(3, 5)));

        List<Map<String, Object>> again = (List<Map<String, Object>>) call("consume", input);
        assertThat(again).extracting(row -> row.get("body")).containsExactly(3, 4);
    }

    @Test
    void aTombstoneComesAsNothing() throws Exception {
        route("connector:api/subscribe?source=" + orders, exchange -> {
            came.add(exchange.getMessage().getBody(byte[].class).length);
            came.add(exchange.getMessage().getHeader("CamelSeraiSourceTombstone"));
        });

        Map<String, Object> told = publish(
                broker(),
                new dev.serai.messaging.OutgoingMessage(
                        orders, "ada", null, "application/json", Map.of(), "id", null, Map.of()));

        assertThat(told).containsEntry("messageId", "id");
        await().atMost(LONG).until(() -> came.size() == 2);
        assertThat(came).containsExactly(0, true);
    }

    @Test
    void howMuchWaitsIsToldByPartitionAndMeasuredWhileTheRouteReceives() throws Exception {
        List<ConsumerBacklog> begun = new CopyOnWriteArrayList<>();
        List<ConsumerBacklog> ended = new CopyOnWriteArrayList<>();
        ConnectorRegistry.of(routes.context()).addObserver(new OperationObserver() {
            @Override
            public Observation begin(OperationCall call) {
                return outcome -> {};
            }

            @Override
            public void began(ConsumerBacklog backlog) {
                begun.add(backlog);
            }

            @Override
            public void ended(ConsumerBacklog backlog) {
                ended.add(backlog);
            }
        });
        for (int i = 0; i < 7; i++) {
            Object unused = call("publish", Map.of("destination", orders, "partition", i < 5 ? 0 : 2, "body", i));
        }
        CountDownLatch go = new CountDownLatch(1);
        route("connector:api/subscribe?group=shop&source=" + orders, exchange -> {
            came.add(exchange.getMessage().getBody());
            go.await();
        });

        // What is in the route is not done with.
        await().atMost(LONG).until(() -> routes.connector()
                .test()
                .message()
                .contains("7 messages of '" + orders + "' wait for the group 'shop': 5 in partition 0, 0 in"
                        + " partition 1, 2 in partition 2."));
        assertThat(begun).hasSize(1);
        assertThat(begun.get(0).messages().getAsDouble()).isEqualTo(7);
        assertThat(begun.get(0).route()).isEqualTo("orders-route");
        assertThat(begun.get(0).group()).isEqualTo("shop");

        go.countDown();
        await().atMost(LONG).until(() -> begun.get(0).messages().getAsDouble() == 0);
        assertThat(routes.connector().test().message()).isEqualTo("The broker answers.");
        assertThat(ended).isEmpty();
        routes.context().stop();
        assertThat(ended).isEqualTo(begun);
        assertThat(begun.get(0).messages().getAsDouble()).isNaN();
    }

    @Test
    void aClassOfOnesOwnChoosesThePartition() throws Exception {
        try (ConnectorRoutes own = partitioned(LastPartition.class.getName())) {
            for (int i = 0; i < 5; i++) {
                Object told = own.connector()
                        .execute("publish", Map.of("destination", orders, "key", "k" + i, "body", i))
                        .output();
                assertThat((Map<?, ?>) told).extracting("partition").isEqualTo(2);
            }
        }
        assertThatThrownBy(() -> partitioned("com.example.Missing"))
                .hasStackTraceContaining("'options.partitioner'")
                .hasStackTraceContaining("not there");
        assertThatThrownBy(() -> partitioned("java.lang.String")).hasStackTraceContaining("no partitioner");
    }

    private ConnectorRoutes partitioned(String className) throws Exception {
        return ConnectorRoutes.start(
                Files.createTempDirectory(folder, "context"),
                "kafka",
                """
                    connection: { bootstrapServers: "%s" }
                    options: { partitioner: %s }
                """.formatted(server().bootstrapServers(), className),
                Map.of());
    }

    @Test
    void theConnectorIsWell() {
        assertThat(routes.connector().test().up()).isTrue();
    }

    @Test
    void aRouteThatPublishesAfterAConfirmationHoldsUpNobody() throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice")
                        .to("connector:api/publish?destination=" + orders)
                        .process(exchange -> {
                            // Waits for another confirmation on the thread that the first came on.
                            Object unused = call("publish", Map.of("destination", orders, "body", "second"));
                            exchange.getMessage().setBody("done");
                        });
            }
        });
        Map<String, Object> results = new LinkedHashMap<>();
        try (var template = routes.context().createProducerTemplate()) {
            for (int i = 0; i < 5; i++) {
                results.put("r" + i, template.requestBody("direct:twice", "first"));
            }
        }

        assertThat(results.values()).containsOnly("done");
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting(orders) == 10);
    }
}
