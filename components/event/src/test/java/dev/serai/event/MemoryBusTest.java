/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in memory: each subscriber gets those that it wants, and none waits for another. */
class MemoryBusTest {

    private final Queue<Object> came = new ConcurrentLinkedQueue<>();
    private EventRoutes routes;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        routes = EventRoutes.inMemory(folder);
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void everySubscriberGetsEachEventOfItsTypes() throws Exception {
        Map<String, Queue<Object>> got = new ConcurrentHashMap<>();
        Map<String, String> types = Map.of(
                "exact", "order.placed",
                "prefix", "order.*",
                "several", "order.paid, customer.*",
                "all", "*",
                "none", "invoice.*");
        for (Map.Entry<String, String> subscriber : types.entrySet()) {
            Queue<Object> events = new ConcurrentLinkedQueue<>();
            got.put(subscriber.getKey(), events);
            routes.subscribe(
                    subscriber.getKey(),
                    Map.of("types", subscriber.getValue()),
                    exchange -> events.add(exchange.getMessage().getHeader("CamelSeraiEventType")));
        }

        assertThat(routes.publish("order.placed", 1)).containsEntry("subscribers", 3);
        assertThat(routes.publish("order.paid", 2)).containsEntry("subscribers", 3);
        assertThat(routes.publish("customer.new", 3)).containsEntry("subscribers", 2);
        assertThat(routes.publish("orders", 4)).containsEntry("subscribers", 1);

        await().until(() -> got.get("all").size() == 4);
        await().until(() -> got.get("several").size() == 2 && got.get("prefix").size() == 2);
        await().until(() -> got.get("exact").size() == 1);
        assertThat(got.get("exact")).containsExactly("order.placed");
        assertThat(got.get("prefix")).containsExactly("order.placed", "order.paid");
        assertThat(got.get("several")).containsExactly("order.paid", "customer.new");
        assertThat(got.get("none")).isEmpty();
    }

    @Test
    void aRouteGetsAnEventWithItsAttributes() throws Exception {
        Map<String, Object> headers = new ConcurrentHashMap<>();
        routes.subscribe("billing", Map.of(), exchange -> {
            headers.putAll(exchange.getMessage().getHeaders());
            came.add(exchange.getMessage().getBody());
        });

        Map<String, Object> published = routes.publish(
                "order.placed",
                Map.of("total", 12),
                Map.of(
                        "id", "7",
                        "source", "/shop/orders",
                        "subject", "order/7",
                        "time", "2026-01-31T12:00:00Z",
                        "key", "ada",
                        "dataSchema", "https://shop.example.com/order.json",
                        "extensions", Map.of("traceparent", "00-1", "urgent", true)));

        await().until(() -> came.size() == 1);
        assertThat(published)
                .containsEntry("id", "7")
                .containsEntry("source", "/shop/orders")
                .containsEntry("type", "order.placed");
        assertThat(came).containsExactly(Map.of("total", 12));
        assertThat(headers)
                .containsEntry("CamelSeraiEventId", "7")
                .containsEntry("CamelSeraiEventSource", "/shop/orders")
                .containsEntry("CamelSeraiEventType", "order.placed")
                .containsEntry("CamelSeraiEventSubject", "order/7")
                .containsEntry("CamelSeraiEventTime", "2026-01-31T12:00:00Z")
                .containsEntry("CamelSeraiEventDataContentType", "application/json")
                .containsEntry("CamelSeraiEventDataSchema", "https://shop.example.com/order.json")
                .containsEntry("CamelSeraiKey", "ada")
                .containsEntry("CamelSeraiResource", "bus")
                .containsEntry("CamelSeraiRecordId", "7")
                .containsEntry("CamelSeraiIdempotencyKey", "message:event /shop/orders 7")
                .containsEntry("CamelSeraiAttempt", 1)
                .containsEntry("traceparent", "00-1")
                .containsEntry("urgent", "true")
                .doesNotContainKey("partitionkey");
    }

    @Test
    void dataAreValuesTextBytesOrNothing() throws Exception {
        routes.subscribe("all", Map.of(), exchange -> {
            Object body = exchange.getMessage().getBody();
            came.add(body == null ? "nothing" : body);
        });

        routes.publish("a", List.of(1, 2));
        routes.publish("b", "text");
        routes.publish("c", "bytes".getBytes(StandardCharsets.UTF_8));
        routes.call("publish", Map.of("type", "d"));
        routes.publish("e", "{\"n\":1}", Map.of("format", "json"));
        routes.publish("f", "{\"n\":2}", Map.of("dataContentType", "application/vnd.order+json"));

        await().until(() -> came.size() == 6);
        assertThat(came.poll()).isEqualTo(List.of(1, 2));
        assertThat(came.poll()).isEqualTo("text");
        assertThat((byte[]) came.poll()).asString(StandardCharsets.UTF_8).isEqualTo("bytes");
        assertThat(came.poll()).isEqualTo("nothing");
        assertThat(came.poll()).isEqualTo(Map.of("n", 1));
        assertThat(came.poll()).isEqualTo(Map.of("n", 2));
    }

    @Test
    void filtersAreInSimpleOrJsonPath() throws Exception {
        Queue<Object> other = new ConcurrentLinkedQueue<>();
        routes.subscribe(
                "simple",
                Map.of("filter", "${body[total]} > 100 && ${header.CamelSeraiEventType} == 'order.placed'"),
                exchange -> came.add(exchange.getMessage().getBody(Map.class).get("total")));
        routes.subscribe(
                "path",
                Map.of("filter", "$[?(@.total > 100)]", "filterLanguage", "jsonpath"),
                exchange -> other.add(exchange.getMessage().getBody(Map.class).get("total")));

        routes.publish("order.placed", Map.of("total", 99));
        routes.publish("order.placed", Map.of("total", 101));
        routes.publish("order.paid", Map.of("total", 102));

        await().until(() -> routes.counts("simple").get("filtered").equals(2L));
        await().until(() -> other.size() == 2 && came.size() == 1);
        assertThat(came).containsExactly(101);
        assertThat(other).containsExactly(101, 102);
        assertThat(routes.counts("path")).containsEntry("filtered", 1L).containsEntry("processed", 2L);
    }

    @Test
    void anEventWhoseFilterFailsIsADeadLetter() throws Exception {
        routes.subscribe(
                "billing",
                Map.of("filter", "${body.total} > 1", "retryDelay", "10ms"),
                exchange -> came.add(exchange.getMessage().getBody()));

        routes.publish("order.placed", 1);

        await().until(() -> routes.deadLetters("billing").size() == 1);
        assertThat(came).isEmpty();
        assertThat(routes.deadLetters("billing").get(0).get("error").toString()).contains("total");
    }

    @Test
    void eventsOfAKeyAreHandledInOrderThoughManyAreAtOnce() throws Exception {
        Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        routes.subscribe("all", Map.of("concurrency", 8), exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            byKey.computeIfAbsent(
                            exchange.getMessage().getHeader("CamelSeraiKey", String.class), key -> new ArrayList<>())
                    .add(exchange.getMessage().getBody(Integer.class));
            running.decrementAndGet();
            came.add(1);
        });

        for (int i = 0; i < 400; i++) {
            routes.publish("n", i, Map.of("key", "key-" + i % 7));
        }

        await().until(() -> came.size() == 400);
        assertThat(byKey).hasSize(7);
        assertThat(byKey.values())
                .allSatisfy(
                        numbers -> assertThat(numbers).hasSizeGreaterThan(50).isSorted());
        assertThat(most.get()).isBetween(1, 7);
    }

    @Test
    void anEventThatFailsIsTriedAgainThenPutAsideAndReplayed() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch repaired = new CountDownLatch(1);
        routes.subscribe("billing", Map.of("retryDelay", "10ms"), exchange -> {
            if (exchange.getMessage().getBody(Integer.class) == 1 && repaired.getCount() > 0) {
                attempts.incrementAndGet();
                throw new IllegalStateException("no such order");
            }
            came.add(exchange.getMessage().getBody());
        });
        routes.subscribe("shipping", Map.of(), exchange -> {});

        routes.publish("order.placed", 1, Map.of("id", "bad", "key", "k"));
        routes.publish("order.placed", 2, Map.of("key", "k"));

        await().until(() -> came.size() == 1);
        assertThat(attempts.get()).isEqualTo(3);
        assertThat(routes.deadLetters("shipping")).isEmpty();
        assertThat(routes.deadLetters("billing")).singleElement().satisfies(letter -> {
            assertThat(letter)
                    .containsEntry("retryCount", 2)
                    .containsEntry("attempts", 3)
                    .containsEntry("error", "no such order")
                    .containsKey("failedAt");
            assertThat(letter.get("stack").toString()).contains("IllegalStateException", "MemoryBusTest");
            assertThat(EventRoutes.event(letter))
                    .containsEntry("id", "bad")
                    .containsEntry("type", "order.placed")
                    .containsEntry("partitionkey", "k")
                    .containsEntry("data", 1);
        });
        assertThat(routes.counts("billing"))
                .containsEntry("processed", 1L)
                .containsEntry("failed", 3L)
                .containsEntry("deadLetters", 1L)
                .containsEntry("deadLettersKept", 1L)
                .containsEntry("waiting", 0L);

        repaired.countDown();
        int replayed = routes.replay("billing");

        assertThat(replayed).isEqualTo(1);
        await().until(() -> came.size() == 2);
        assertThat(came).containsExactly(2, 1);
        assertThat(routes.deadLetters("billing")).isEmpty();
        assertThat(routes.counts("shipping")).containsEntry("processed", 2L);
    }

    @Test
    void withoutDeadLettersAnEventIsTriedForEverAndHealthSaysSo() throws Exception {
        CountDownLatch repaired = new CountDownLatch(1);
        routes.subscribe("billing", Map.of("retryDelay", "10ms", "deadLetter", false), exchange -> {
            if (repaired.getCount() > 0) {
                throw new IllegalStateException("not yet");
            }
            came.add(exchange.getMessage().getBody());
        });

        routes.publish("order.placed", 1, Map.of("id", "7"));

        await().until(() -> routes.bus().test().message().contains("'7'"));
        assertThat(routes.bus().test().message()).contains("in-process", "not yet");
        repaired.countDown();
        await().until(() -> came.size() == 1);
        assertThat(routes.deadLetters("billing")).isEmpty();
    }

    @Test
    void aSubscriptionForATimeCountsWhatBecameOfTheEvents() throws Exception {
        routes.context().addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:handler").process(exchange -> {
                    if (exchange.getMessage().getBody(Integer.class) == 3) {
                        throw new IllegalStateException("no three");
                    }
                    came.add(exchange.getMessage().getBody());
                });
            }
        });
        var counting = routes.bus()
                .start(
                        "subscribeFor",
                        Map.of(
                                "subscriber", "census",
                                "types", "n",
                                "handler", "direct:handler",
                                "retryDelay", "10ms",
                                "duration", "1500ms"))
                .toCompletableFuture();
        await().until(() ->
                routes.bus().execute("inspect", Map.of()).output().toString().contains("running=true"));

        for (int i = 1; i <= 5; i++) {
            routes.publish("n", i);
            routes.publish("other", i);
        }

        assertThat(counting.join().output()).isEqualTo(Map.of("processed", 4L, "failed", 3L, "deadLetters", 1L));
        assertThat(came).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(routes.deadLetters("census")).hasSize(1);
        assertThat(routes.counts("census")).containsEntry("running", false);
        assertThat(routes.publish("n", 6)).containsEntry("subscribers", 0);
    }

    @Test
    void aSubscriptionForATimeEndsWhenItsCallIsCancelled() throws Exception {
        var counting = routes.bus()
                .start("subscribeFor", Map.of("subscriber", "census", "handler", "log:census", "duration", "100s"))
                .toCompletableFuture();
        await().until(() ->
                routes.bus().execute("inspect", Map.of()).output().toString().contains("running=true"));

        counting.cancel(true);

        await().until(() -> routes.counts("census").get("running").equals(false));
    }

    @Test
    void aBatchIsPublishedInItsOrder() throws Exception {
        routes.subscribe(
                "all", Map.of(), exchange -> came.add(exchange.getMessage().getBody()));

        Object published = routes.bus()
                .execute(
                        "publish",
                        Map.of(
                                "type",
                                "n",
                                "batch",
                                true,
                                "id",
                                "b",
                                "data",
                                IntStream.range(0, 100).boxed().toList()))
                .output();

        assertThat((List<?>) published).hasSize(100);
        assertThat(((List<?>) published).get(7).toString()).contains("id=b-7");
        await().until(() -> came.size() == 100);
        assertThat(came)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void whatARouteWithAnEventPublishesIsAnEventOfItsOwn() throws Exception {
        routes.context().addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("connector:bus/subscribe?subscriber=billing&types=order.placed")
                        .to("connector:bus/publish?type=invoice.made");
                from("connector:bus/subscribe?subscriber=mailing&types=invoice.made")
                        .process(exchange -> {
                            came.add(exchange.getMessage().getHeader("CamelSeraiEventId"));
                            came.add(exchange.getMessage().getHeader("CamelSeraiKey"));
                            came.add(exchange.getMessage().getBody());
                        });
            }
        });

        routes.publish("order.placed", Map.of("n", 1), Map.of("id", "7", "key", "ada"));

        await().until(() -> came.size() == 3);
        assertThat(came.poll()).isNotEqualTo("7");
        assertThat(came).containsExactly("ada", Map.of("n", 1));
    }
}
