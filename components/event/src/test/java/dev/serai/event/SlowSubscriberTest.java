/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of events for a subscriber that is slow, or away. */
class SlowSubscriberTest {

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
    void aSlowSubscriberStopsNoOther() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        routes.subscribe("slow", Map.of("buffer", 10, "overflow", "dropNewest"), exchange -> go.await());
        routes.subscribe(
                "fast",
                Map.of("buffer", 2000),
                exchange -> came.add(exchange.getMessage().getBody()));

        for (int i = 0; i < 1000; i++) {
            routes.publish("n", i);
        }

        await().until(() -> came.size() == 1000);
        assertThat(routes.counts("slow")).containsEntry("waiting", 10L).containsEntry("dropped", 990L);
        go.countDown();
    }

    @Test
    void theBufferOverflowsAsTheRuleSays() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Map<String, Queue<Integer>> got = new ConcurrentHashMap<>();
        for (String rule : List.of("deadLetter", "dropOldest", "dropNewest")) {
            Queue<Integer> events = new ConcurrentLinkedQueue<>();
            got.put(rule, events);
            routes.subscribe(rule, Map.of("buffer", 4, "overflow", rule), exchange -> {
                go.await();
                events.add(exchange.getMessage().getBody(Integer.class));
            });
        }
        IntStream.range(0, 2).forEach(i -> routes.publish("n", i));
        // The route has two by then, which cannot be dropped any more.
        await().until(() -> got.keySet().stream()
                .allMatch(rule -> routes.context().getInflightRepository().size(rule) == 1));
        IntStream.range(2, 8).forEach(i -> routes.publish("n", i));

        assertThat(routes.deadLetters("deadLetter"))
                .extracting(letter -> EventRoutes.event(letter).get("data"))
                .containsExactly(4, 5, 6, 7);
        assertThat(routes.deadLetters("deadLetter"))
                .allSatisfy(letter ->
                        assertThat(letter).containsEntry("attempts", 0).containsEntry("retryCount", 0))
                .allSatisfy(letter -> assertThat(letter.get("error").toString()).contains("full", "4"));
        assertThat(routes.counts("dropOldest")).containsEntry("dropped", 4L);
        assertThat(routes.counts("dropNewest")).containsEntry("dropped", 4L);
        go.countDown();
        await().until(() -> got.values().stream().allMatch(events -> events.size() == 4));
        assertThat(got.get("deadLetter")).containsExactly(0, 1, 2, 3);
        assertThat(got.get("dropOldest")).containsExactly(0, 1, 6, 7);
        assertThat(got.get("dropNewest")).containsExactly(0, 1, 2, 3);

        assertThat(routes.replay("deadLetter")).isEqualTo(4);
        await().until(() -> got.get("deadLetter").size() == 8);
    }

    @Test
    void aFullBufferThatFailsRefusesThePublisherAndNobodyGetsTheEvent() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        routes.subscribe("strict", Map.of("buffer", 2, "overflow", "fail"), exchange -> go.await());
        routes.subscribe(
                "other", Map.of(), exchange -> came.add(exchange.getMessage().getBody()));
        routes.publish("n", 1);
        routes.publish("n", 2);

        ConnectorException failure = routes.failure("publish", Map.of("type", "n", "data", 3));

        assertThat(failure.code()).isEqualTo("SERAI-EVENT-006");
        assertThat(failure.recoverable()).isTrue();
        assertThat(failure.neverSent()).isTrue();
        assertThat(failure.getMessage()).contains("overflow", "buffer");
        go.countDown();
        await().until(() -> routes.counts("strict").get("processed").equals(2L));
        routes.publish("n", 4);
        await().until(() -> came.size() == 3);
        assertThat(came).containsExactly(1, 2, 4);
    }

    @Test
    void aRouteThatIsStoppedAndStartedGoesOn() throws Exception {
        routes.subscribe(
                "billing", Map.of(), exchange -> came.add(exchange.getMessage().getBody()));
        routes.publish("n", 1);
        await().until(() -> came.size() == 1);

        routes.context().getRouteController().suspendRoute("billing");
        routes.publish("n", 2);
        routes.context().getRouteController().resumeRoute("billing");
        await().until(() -> came.size() == 2);
        routes.context().getRouteController().stopRoute("billing");
        routes.publish("n", 3);
        assertThat(routes.counts("billing")).containsEntry("running", false).containsEntry("waiting", 1L);
        routes.context().getRouteController().startRoute("billing");

        await().until(() -> came.size() == 3);
        assertThat(came).containsExactly(1, 2, 3);
    }
}
