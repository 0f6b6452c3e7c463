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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What becomes of outputs that are on their way, and of their order, when some of them fail. */
class RabbitMqStreamTest extends RabbitMqTest {

    private static final String OUT = "out";
    private static final int KEYS = 5;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Queue<Integer> came = new ConcurrentLinkedQueue<>();

    private void putNumbers(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            put(QUEUE, "k" + i % KEYS, "m" + i, String.valueOf(i));
        }
    }

    private void note(Exchange exchange) {
        came.add(exchange.getMessage().getBody(Integer.class));
    }

    /** The numbers of each key end in order, and all are there. Some may have come before, too. */
    static void assertAllEndInOrder(List<GetResponse> all, int count, int keys) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            last.put(text(all.get(i)), i);
        }
        assertThat(last).hasSize(count);
        for (int number = keys; number < count; number++) {
            assertThat(last.get(String.valueOf(number - keys)))
                    .as("%s before %s", number - keys, number)
                    .isLessThan(last.get(String.valueOf(number)));
        }
    }

    @Test
    void oneMessageAfterAnotherNeedsNoRoundTripForEach() throws Exception {
        declare(OUT, Map.of());
        putNumbers(2000);
        proxy().delay(Duration.ofMillis(50));
        route("connector:api/streamProcess?destination=out&source=" + QUEUE, this::note);

        // 2,000 round trips take 200 seconds.
        await().atMost(LONG).until(() -> waiting(OUT) == 2000);

        proxy().restore();
        assertAllEndInOrder(drain(OUT), 2000, KEYS);
    }

    @Test
    void outputsThatAFullQueueDoesNotTakeAreSentAgainInOrderWithoutTheRoute() throws Exception {
        int count = 400;
        declare(OUT, Map.of("x-max-length", 50, "x-overflow", "reject-publish"));
        putNumbers(count);
        List<GetResponse> all = new ArrayList<>();
        route(
                "connector:api/streamProcess?retryDelay=20ms&attempts=1&destination=out&deadLetter=" + DEAD + "&source="
                        + QUEUE,
                this::note);
        await().atMost(LONG).until(() -> routes().connector().test().message().contains("is tried on"));

        await().atMost(LONG).until(() -> {
            all.addAll(drain(OUT));
            return all.stream().map(RabbitMqTest::text).distinct().count() == count;
        });
        await().atMost(LONG).until(() -> !routes().connector().test().message().contains("is tried on"));

        routes().context().stop();
        all.addAll(drain(OUT));
        assertThat(came).hasSize(count).doesNotHaveDuplicates();
        assertAllEndInOrder(all, count, KEYS);
        assertThat(waiting(QUEUE)).isZero();
        assertThat(waiting(DEAD)).isZero();
    }

    @Test
    void connectionsThatBreakAgainAndAgainChangeNoOrder() throws Exception {
        int count = 3000;
        declare(OUT, Map.of());
        putNumbers(count);
        route("connector:api/streamProcess?destination=out&source=" + QUEUE, this::note);
        for (int after = 300; after < count; after += 500) {
            int enough = after;
            await().atMost(LONG).until(() -> came.size() >= enough);
            proxy().cut();
            proxy().restore();
        }

        await().atMost(LONG).until(() -> came.stream().distinct().count() == count && waiting(QUEUE) == 0);
        awaitSettled(QUEUE);
        routes().context().stop();

        assertThat(waiting(QUEUE)).isZero();
        assertAllEndInOrder(drain(OUT), count, KEYS);
    }

    @Test
    void anOutputThatIsTooLargeIsADeadLetterAndNoOtherIsRepeated() throws Exception {
        restart("options: { maxMessageSize: 1KB }");
        declare(OUT, Map.of());
        putNumbers(500);
        route("connector:api/streamProcess?destination=out&deadLetter=" + DEAD + "&source=" + QUEUE, exchange -> {
            note(exchange);
            if (exchange.getMessage().getBody(Integer.class) == 250) {
                exchange.getMessage().setBody("x".repeat(2000));
            }
        });

        await().atMost(LONG).until(() -> waiting(OUT) == 499 && waiting(DEAD) == 1);

        routes().context().stop();
        assertThat(came).hasSize(500).doesNotHaveDuplicates();
        assertThat(waiting(QUEUE)).isZero();
        assertThat(waiting(OUT)).isEqualTo(499);
        Map<String, Object> headers = drain(DEAD).get(0).getProps().getHeaders();
        assertThat(headers).containsEntry("serai-dead-attempts", 1);
        assertThat(headers.get("serai-dead-reason").toString()).contains("SERAI-MESSAGING-011");
    }
}
