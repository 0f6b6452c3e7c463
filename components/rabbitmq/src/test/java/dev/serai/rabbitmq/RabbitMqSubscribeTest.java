/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.StatefulService;
import org.junit.jupiter.api.Test;

/** A route gets each message, those of a key in order, and one that fails holds up nobody else. */
class RabbitMqSubscribeTest extends RabbitMqTest {

    private final Queue<Object> came = new ConcurrentLinkedQueue<>();

    @Test
    void aRouteGetsMessagesWithWhatTheyCarry() throws Exception {
        Map<String, Object> headers = new ConcurrentHashMap<>();
        route("connector:api/subscribe?source=" + QUEUE, exchange -> {
            headers.putAll(exchange.getMessage().getHeaders());
            came.add(exchange.getMessage().getBody());
        });

        put(QUEUE, "ada", "order-1", "{\"n\":1}");

        await().until(() -> came.size() == 1);
        assertThat(came).containsExactly(Map.of("n", 1));
        assertThat(headers)
                .containsEntry("CamelSeraiResource", QUEUE)
                .containsEntry("CamelSeraiRecordId", "order-1")
                .containsEntry("CamelSeraiIdempotencyKey", "message:api/" + QUEUE + "/order-1")
                .containsEntry("CamelSeraiKey", "ada")
                .containsEntry("CamelSeraiAttempt", 1);
        routes().context().stop();
        assertThat(waiting(QUEUE)).isZero();
    }

    @Test
    void messagesOfAKeyStayInOrderThoughManyRunAtOnce() throws Exception {
        Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 400; i++) {
            put(QUEUE, "key-" + i % 7, "m" + i, String.valueOf(i));
        }
        route("connector:api/subscribe?concurrency=8&source=" + QUEUE, exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            byKey.computeIfAbsent(
                            exchange.getMessage().getHeader("CamelSeraiKey", String.class), key -> new ArrayList<>())
                    .add(exchange.getMessage().getBody(Integer.class));
            running.decrementAndGet();
            came.add(1);
        });

        await().until(() -> came.size() == 400);

        assertThat(byKey).hasSize(7);
        assertThat(byKey.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
        assertThat(most.get()).isLessThanOrEqualTo(7);
    }

    @Test
    void aPoisonMessageGoesToTheDeadLettersAndTheRestGoesOn() throws Exception {
        for (int i = 0; i < 200; i++) {
            put(QUEUE, "key-" + i % 5, "m" + i, String.valueOf(i));
        }
        route(
                "connector:api/subscribe?retryDelay=20ms&concurrency=4&source=" + QUEUE + "&deadLetter=" + DEAD,
                exchange -> {
                    if (exchange.getMessage().getBody(Integer.class) == 77) {
                        throw new IllegalStateException("no such order");
                    }
                    came.add(exchange.getMessage().getBody());
                });

        await().until(() -> came.size() == 199 && waiting(DEAD) == 1);

        GetResponse letter = drain(DEAD).get(0);
        Map<String, Object> headers = letter.getProps().getHeaders();
        assertThat(text(letter)).isEqualTo("77");
        assertThat(letter.getProps().getMessageId()).isEqualTo("m77");
        assertThat(headers.get("serai-key")).hasToString("key-2");
        assertThat(headers.get("serai-dead-reason")).hasToString("no such order");
        assertThat(headers.get("serai-dead-stack").toString())
                .contains("IllegalStateException", "RabbitMqSubscribeTest");
        assertThat(headers.get("serai-dead-source")).hasToString(QUEUE);
        assertThat(headers).containsEntry("serai-dead-attempts", 3);
        assertThat(headers).containsKey("serai-dead-failed-at");
        routes().context().stop();
        assertThat(waiting(QUEUE)).isZero();
    }

    @Test
    void aMessageThatWaitsForItsNextAttemptHoldsUpOnlyItsKey() throws Exception {
        put(QUEUE, "bad", "bad-1", "1");
        put(QUEUE, "bad", "bad-2", "2");
        put(QUEUE, "good", "good-1", "3");
        CountDownLatch repaired = new CountDownLatch(1);
        route("connector:api/subscribe?retryDelay=50ms&source=" + QUEUE, exchange -> {
            if (exchange.getMessage().getBody(Integer.class) == 1 && repaired.getCount() > 0) {
                throw new IllegalStateException("not yet");
            }
            came.add(exchange.getMessage().getBody());
        });
        await().until(() -> came.contains(3));
        await().until(() -> routes().connector().test().message().contains("'bad-1'"));
        assertThat(came).containsExactly(3);
        assertThat(routes().connector().test().message()).contains("'" + QUEUE + "'", "'bad'", "not yet");

        repaired.countDown();

        await().until(() -> came.size() == 3);
        assertThat(came).containsExactly(3, 1, 2);
        assertThat(routes().connector().test().message()).doesNotContain("bad-1");
    }

    @Test
    void aBodyThatIsNotJsonIsADeadLetterAtOnce() throws Exception {
        put(QUEUE, null, "bad", "{oops");
        put(QUEUE, null, "good", "1");
        route(
                "connector:api/subscribe?retryDelay=1h&source=" + QUEUE + "&deadLetter=" + DEAD,
                exchange -> came.add(exchange.getMessage().getBody()));

        await().until(() -> waiting(DEAD) == 1 && came.size() == 1);

        Map<String, Object> headers = drain(DEAD).get(0).getProps().getHeaders();
        assertThat(headers).containsEntry("serai-dead-attempts", 1);
        assertThat(headers.get("serai-dead-reason").toString()).contains("not JSON", "SERAI-MESSAGING-013");
    }

    @Test
    void deadLettersThatCannotBeSentStayWithTheirMessage() throws Exception {
        put(QUEUE, null, "one", "1");
        route("connector:api/subscribe?retryDelay=50ms&attempts=1&source=" + QUEUE + "&deadLetter=later", exchange -> {
            came.add(exchange.getMessage().getBody());
            throw new IllegalStateException("no");
        });
        await().until(() -> routes().connector().test().message().contains("'one'"));

        declare("later", Map.of());

        await().until(() -> waiting("later") == 1);
        assertThat(came).hasSize(1);
    }

    @Test
    void noMoreIsHeldThanTheBuffer() throws Exception {
        for (int i = 0; i < 1000; i++) {
            put(QUEUE, null, "m" + i, "1");
        }
        await().until(() -> waiting(QUEUE) == 1000);
        CountDownLatch go = new CountDownLatch(1);
        route("connector:api/subscribe?buffer=50&source=" + QUEUE, exchange -> {
            came.add(1);
            go.await();
        });
        await().until(() -> came.size() == 1 && waiting(QUEUE) == 950);

        await().during(Duration.ofMillis(600)).until(() -> waiting(QUEUE) == 950);

        go.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> came.size() == 1000);
    }

    @Test
    void aStopLetsTheMessagesInTheRouteEndAndGivesBackTheOthers() throws Exception {
        for (int i = 0; i < 20; i++) {
            put(QUEUE, null, "m" + i, String.valueOf(i));
        }
        CountDownLatch go = new CountDownLatch(1);
        route("connector:api/subscribe?concurrency=2&source=" + QUEUE, exchange -> {
            came.add(exchange.getMessage().getBody());
            go.await();
        });
        await().until(() -> came.size() == 2);

        StatefulService consumer =
                (StatefulService) routes().context().getRoute("orders-route").getConsumer();
        Thread stopping = new Thread(() -> routes().context().stop());
        stopping.start();
        await().until(() -> consumer.isSuspending() || consumer.isSuspended());
        go.countDown();
        stopping.join();

        assertThat(came).hasSize(2);
        await().until(() -> waiting(QUEUE) == 18);
    }

    @Test
    void atReceiptAMessageIsDoneWithWhateverTheRouteDoes() throws Exception {
        put(QUEUE, null, "one", "1");
        route("connector:api/subscribe?autoAcknowledge=true&attempts=1&source=" + QUEUE, exchange -> {
            came.add(1);
            throw new IllegalStateException("no");
        });
        await().until(() -> came.size() == 1);

        routes().context().stop();

        assertThat(waiting(QUEUE)).isZero();
        assertThat(came).hasSize(1);
    }

    @Test
    void aQueueThatIsDeletedIsReceivedFromAgainWhenItIsBack() throws Exception {
        route(
                "connector:api/subscribe?source=" + QUEUE,
                exchange -> came.add(exchange.getMessage().getBody()));
        put(QUEUE, null, "one", "1");
        await().until(() -> came.size() == 1);

        channel().queueDelete(QUEUE);
        declare(QUEUE, Map.of());
        put(QUEUE, null, "two", "2");

        await().until(() -> came.size() == 2);
    }

    @Test
    void aConnectionThatBreaksLosesNothing() throws Exception {
        route(
                "connector:api/subscribe?concurrency=4&source=" + QUEUE,
                exchange -> came.add(exchange.getMessage().getBody()));
        for (int i = 0; i < 300; i++) {
            put(QUEUE, "k" + i % 3, "m" + i, String.valueOf(i));
            if (i == 150) {
                await().until(() -> !came.isEmpty());
                proxy().cut();
            }
        }

        proxy().restore();

        await().until(() -> came.stream().distinct().count() == 300);
        routes().context().stop();
        assertThat(waiting(QUEUE)).isZero();
    }

    @Test
    void whatARouteMakesIsSentBeforeTheMessageIsDoneWith() throws Exception {
        declare("out", Map.of());
        for (int i = 0; i < 100; i++) {
            put(QUEUE, "k" + i % 4, "m" + i, String.valueOf(i));
        }
        route("connector:api/streamProcess?destination=out&concurrency=4&source=" + QUEUE, exchange -> {
            int number = exchange.getMessage().getBody(Integer.class);
            exchange.getMessage().setBody(number % 10 == 0 ? null : Map.of("twice", 2 * number));
        });

        await().until(() -> waiting("out") == 90);

        routes().context().stop();
        assertThat(waiting(QUEUE)).isZero();
        GetResponse first = channel().basicGet("out", true);
        assertThat(first.getProps().getMessageId()).startsWith(QUEUE + "/m");
        assertThat(first.getProps().getHeaders().get("serai-key").toString()).startsWith("k");
        assertThat(text(first)).startsWith("{\"twice\":");
    }

    @Test
    void aMessageWhoseResultIsNotTakenIsNotDoneWith() throws Exception {
        put(QUEUE, null, "one", "1");
        route("connector:api/streamProcess?destination=out&retryDelay=50ms&source=" + QUEUE, exchange -> came.add(1));
        await().until(() -> came.size() >= 2);

        declare("out", Map.of());

        await().until(() -> waiting("out") == 1);
        routes().context().stop();
        assertThat(waiting(QUEUE)).isZero();
    }
}
