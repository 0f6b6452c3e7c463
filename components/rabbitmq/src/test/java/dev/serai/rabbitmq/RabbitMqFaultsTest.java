/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.serai.testkit.ConnectorRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What a stream from queue to queue leaves there, as another client sees it, when messages, queues and connections fail. */
class RabbitMqFaultsTest extends RabbitMqTest {

    private static final String OUT = "out";
    private static final int KEYS = 7;
    private static final int BUFFER = 100;
    private static final int FREE = 50;

    private final List<GetResponse> came = new ArrayList<>();

    private void putNumbers(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            put(QUEUE, "k" + i % KEYS, "m" + i, String.valueOf(i));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting(QUEUE) == count);
    }

    /** Lets a few messages through at once and the others when a latch opens, so that there is work left until then. */
    private static void holdBack(AtomicInteger seen, CountDownLatch latch) throws InterruptedException {
        if (seen.incrementAndGet() > FREE) {
            latch.await();
        }
    }

    /** Takes what came out, for as long as it is not all. */
    private void awaitAll(int count) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            came.addAll(drain(OUT));
            return numbers().size() >= count;
        });
        awaitSettled(QUEUE);
        routes().context().stop();
    }

    private Set<Integer> numbers() {
        return new HashSet<>(
                came.stream().map(message -> Integer.valueOf(text(message))).toList());
    }

    private void assertComplete(int count, int repetitions) throws Exception {
        came.addAll(drain(OUT));
        assertThat(waiting(QUEUE)).isZero();
        assertThat(numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).boxed().toList());
        assertThat(came.size() - count).isBetween(0, repetitions);
        // What follows an output that failed is sent again after it, so that a key ends in its order.
        Map<Integer, String> keys = new LinkedHashMap<>();
        for (GetResponse message : came) {
            Integer number = Integer.valueOf(text(message));
            keys.remove(number);
            keys.put(number, message.getProps().getHeaders().get("serai-key").toString());
        }
        Map<String, Integer> last = new HashMap<>();
        keys.forEach((number, key) -> {
            assertThat(last.getOrDefault(key, -1)).as("before %d", number).isLessThan(number);
            last.put(key, number);
        });
    }

    @Test
    void ofTenThousandOnlyThePoisonMessageIsADeadLetter() throws Exception {
        int count = 10_000;
        int poison = 7777;
        declare(OUT, Map.of());
        putNumbers(count);
        route(
                "connector:api/streamProcess?retryDelay=20ms&concurrency=4&source=" + QUEUE + "&destination=" + OUT
                        + "&deadLetter=" + DEAD,
                exchange -> {
                    if (exchange.getMessage().getBody(Integer.class) == poison) {
                        throw new IllegalStateException("no such order");
                    }
                });

        awaitAll(count - 1);

        assertThat(waiting(QUEUE)).isZero();
        assertThat(came).hasSize(count - 1);
        assertThat(numbers()).hasSize(count - 1).doesNotContain(poison);
        List<GetResponse> letters = drain(DEAD);
        assertThat(letters).hasSize(1);
        GetResponse letter = letters.get(0);
        Map<String, Object> headers = letter.getProps().getHeaders();
        assertThat(text(letter)).isEqualTo(String.valueOf(poison));
        assertThat(letter.getProps().getMessageId()).isEqualTo("m" + poison);
        assertThat(headers.get("serai-dead-reason")).hasToString("no such order");
        assertThat(headers.get("serai-dead-stack").toString()).contains("IllegalStateException", "RabbitMqFaultsTest");
        assertThat(headers.get("serai-dead-source")).hasToString(QUEUE);
        assertThat(headers).containsEntry("serai-dead-attempts", 3);
    }

    @Test
    void aStreamWhoseConnectionsAreCutBeforeConfirmsLosesNothing() throws Exception {
        int count = 2000;
        int cuts = 4;
        declare(OUT, Map.of());
        putNumbers(count);
        // Confirmations are always on their way.
        proxy().delay(Duration.ofMillis(20));
        route(
                "connector:api/streamProcess?concurrency=4&retryDelay=20ms&buffer=" + BUFFER + "&source=" + QUEUE
                        + "&destination=" + OUT,
                exchange -> {});
        for (int cut = 1; cut <= cuts; cut++) {
            int goal = cut * 200;
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        came.addAll(drain(OUT));
                        return came.size() >= goal;
                    });
            // What the broker said of these is still on its way.
            proxy().cut();
            proxy().restore();
            proxy().delay(Duration.ofMillis(20));
        }

        awaitAll(count);

        // What was held may be sent again because its confirmation was lost, and again because its acknowledgement was.
        assertComplete(count, 2 * cuts * BUFFER);
        assertThat(came).as("some were sent and not confirmed").hasSizeGreaterThan(count);
    }

    @Test
    void aFullQueueHoldsUpTheStreamUntilThereIsRoomAndNothingIsLost() throws Exception {
        int count = 600;
        int room = 50;
        declare(OUT, Map.of("x-max-length", room, "x-overflow", "reject-publish"));
        putNumbers(count);
        route(
                "connector:api/streamProcess?concurrency=4&attempts=1&retryDelay=20ms&source=" + QUEUE + "&destination="
                        + OUT,
                exchange -> {});

        await().until(() -> routes().connector().test().message().contains("a queue is full"));
        assertThat(waiting(OUT)).isPositive();
        awaitAll(count);

        assertComplete(count, Integer.MAX_VALUE);
    }

    @Test
    void aConsumerThatComesAndGoesWhileAnotherWorksLosesAndDoublesNothing() throws Exception {
        int count = 3000;
        declare(OUT, Map.of());
        putNumbers(count);
        String uri = "connector:api/streamProcess?concurrency=4&buffer=" + BUFFER + "&source=" + QUEUE + "&destination="
                + OUT;
        AtomicInteger ofFirst = new AtomicInteger();
        AtomicInteger ofOther = new AtomicInteger();
        CountDownLatch goes = new CountDownLatch(1);
        CountDownLatch isGone = new CountDownLatch(1);
        route(uri, exchange -> holdBack(ofFirst, isGone));
        ConnectorRoutes other = start("");
        try {
            other.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).process(exchange -> holdBack(ofOther, goes));
                }
            });
            await().pollInterval(Duration.ofMillis(5)).until(() -> ofOther.get() > FREE);
        } finally {
            goes.countDown();
            other.close();
            isGone.countDown();
        }
        assertThat(waiting(QUEUE)).isPositive();

        awaitAll(count);

        assertThat(waiting(QUEUE)).isZero();
        assertThat(numbers()).hasSize(count);
        assertThat(came).hasSize(count);
    }
}
