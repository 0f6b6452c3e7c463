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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in the store outlive the process, and each subscriber goes on where it was. */
class DurableBusTest {

    private final Queue<Object> came = new ConcurrentLinkedQueue<>();
    private final Processor collecting =
            exchange -> came.add(exchange.getMessage().getBody());

    @TempDir
    private Path folder;

    private EventRoutes routes;

    @BeforeEach
    void start() throws Exception {
        routes = EventRoutes.durable(folder);
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    private void restart() throws Exception {
        routes.close();
        routes = EventRoutes.durable(folder);
    }

    private void publish(int from, int to) {
        IntStream.range(from, to).forEach(i -> routes.publish("n", i));
    }

    @Test
    void whatWasPublishedBeforeIsThereForWhoSubscribesLater() throws Exception {
        assertThat(routes.publish("n", 0)).containsEntry("position", 1L);
        publish(1, 3);
        restart();
        publish(3, 5);

        routes.subscribe("billing", Map.of(), collecting);

        await().until(() -> came.size() == 5);
        assertThat(came).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void eachSubscriberGoesOnWhereItWas() throws Exception {
        Queue<Object> other = new ConcurrentLinkedQueue<>();
        routes.subscribe("billing", Map.of(), collecting);
        publish(0, 3);
        await().until(() -> came.size() == 3);
        restart();
        publish(3, 5);

        routes.subscribe("billing", Map.of(), collecting);
        routes.subscribe(
                "shipping",
                Map.of(),
                exchange -> other.add(exchange.getMessage().getBody()));

        await().until(() -> came.size() == 5 && other.size() == 5);
        assertThat(came).containsExactly(0, 1, 2, 3, 4);
        assertThat(other).containsExactly(0, 1, 2, 3, 4);
        await().until(() -> routes.counts("billing").get("waiting").equals(0L)
                && routes.counts("shipping").get("waiting").equals(0L));
        assertThat(routes.store().checkpoints().list())
                .extracting(checkpoint -> checkpoint.source() + "=" + checkpoint.position())
                .contains("bus/subscribe/billing=5", "bus/subscribe/shipping=5");
    }

    @Test
    void aSlowSubscriberStopsNoOtherAndLosesNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Queue<Object> slow = new ConcurrentLinkedQueue<>();
        routes.subscribe("slow", Map.of("buffer", 10), exchange -> {
            go.await();
            slow.add(exchange.getMessage().getBody());
        });
        routes.subscribe("fast", Map.of("buffer", 10), collecting);

        publish(0, 300);

        await().until(() -> came.size() == 300);
        assertThat(slow).isEmpty();
        go.countDown();
        await().until(() -> slow.size() == 300);
        assertThat(slow).containsExactlyElementsOf(came);
    }

    @Test
    void onlyTheWantedTypesComeAndThePositionGoesOnAllTheSame() throws Exception {
        routes.subscribe("orders", Map.of("types", "order.*"), collecting);
        publish(0, 50);
        routes.publish("order.placed", "order");

        await().until(() -> came.size() == 1);
        assertThat(came).containsExactly("order");
        await().until(() -> routes.counts("orders").get("waiting").equals(0L));
    }

    @Test
    void manyPublishersAtOnceLoseNothing() throws Exception {
        routes.subscribe("all", Map.of("concurrency", 4), collecting);

        Object published = routes.bus()
                .execute(
                        "publish",
                        Map.of(
                                "type",
                                "n",
                                "batch",
                                true,
                                "data",
                                IntStream.range(0, 5000).boxed().toList()))
                .output();

        assertThat((List<?>) published).hasSize(5000);
        await().until(() -> came.size() == 5000);
        assertThat(came).doesNotHaveDuplicates();
    }

    @Test
    void deadLettersOutliveTheProcessAndAreReplayedForTheirSubscriberAlone() throws Exception {
        routes.subscribe("billing", Map.of("retryDelay", "10ms"), exchange -> {
            throw new IllegalStateException("closed \0 today");
        });
        routes.publish("order.placed", Map.of("total", 12), Map.of("id", "7", "key", "ada"));
        await().until(() -> routes.deadLetters("billing").size() == 1);
        restart();

        assertThat(routes.deadLetters("billing")).singleElement().satisfies(letter -> {
            assertThat(letter)
                    .containsEntry("retryCount", 2)
                    .containsEntry("error", "closed   today")
                    .containsKey("failedAt");
            assertThat(EventRoutes.event(letter))
                    .containsEntry("id", "7")
                    .containsEntry("partitionkey", "ada")
                    .containsEntry("data", Map.of("total", 12));
        });
        Queue<Object> other = new ConcurrentLinkedQueue<>();
        routes.subscribe("billing", Map.of(), collecting);
        routes.subscribe(
                "shipping",
                Map.of(),
                exchange -> other.add(exchange.getMessage().getBody()));
        await().until(() -> other.size() == 1);
        assertThat(routes.replay("billing")).isEqualTo(1);

        await().until(() -> came.size() == 1);
        routes.publish("order.placed", "next");
        await().until(() -> other.size() == 2);
        assertThat(other).containsExactly(Map.of("total", 12), "next");
        assertThat(came).contains(Map.of("total", 12));
        assertThat(routes.deadLetters("billing")).isEmpty();
    }

    @Test
    void whatRetentionRemovesBeforeASubscriberComesToItIsCounted() throws Exception {
        routes.subscribe("slow", Map.of(), collecting);
        publish(0, 2);
        await().until(() -> came.size() == 2);
        routes.close();
        routes = new EventRoutes(folder, "durable: true\nretention: { events: 5 }", Map.of())
                .withStore(folder)
                .start();
        publish(2, 3);
        // Old events are looked for after a thousand new ones.
        Object unused = routes.bus()
                .execute(
                        "publish",
                        Map.of(
                                "type",
                                "n",
                                "batch",
                                true,
                                "data",
                                IntStream.range(3, 1010).boxed().toList()));
        await().until(() -> routes.store().events().read("bus", 0, 2000).size() < 1000);

        routes.subscribe("slow", Map.of(), collecting);

        await().until(() -> came.contains(1009));
        long missed = (Long) routes.counts("slow").get("missed");
        assertThat(missed).isPositive();
        assertThat(came.size() + missed).isEqualTo(1010);
    }

    @Test
    void aPositionThatIsResetIsReadAgain() throws Exception {
        routes.subscribe("billing", Map.of(), collecting);
        publish(0, 3);
        await().until(() -> routes.counts("billing").get("waiting").equals(0L));

        assertThat(routes.store().checkpoints().reset("bus/subscribe/billing")).isTrue();
        publish(3, 4);

        await().until(() -> came.size() >= 8);
        assertThat(came).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void aSubscriptionForATimeGoesOnWhereTheLastOneEnded() throws Exception {
        publish(0, 3);
        Map<String, Object> call = Map.of("subscriber", "census", "handler", "log:census", "duration", "700ms");

        assertThat(routes.call("subscribeFor", call)).containsEntry("processed", 3L);
        publish(3, 5);
        assertThat(routes.call("subscribeFor", call)).containsEntry("processed", 2L);
    }

    @Test
    void nothingOverflowsSoThatARuleForItIsRefused() {
        ConnectorException failure = Assertions.catchThrowableOfType(ConnectorException.class, () -> routes.bus()
                .execute("subscribeFor", Map.of("subscriber", "a", "handler", "log:a", "overflow", "dropOldest")));

        assertThat(failure.code()).isEqualTo("SERAI-EVENT-002");
        assertThat(failure.getMessage()).contains("'overflow'", "dropOldest", "Leave it out");
    }
}
