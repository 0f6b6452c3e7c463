/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.ConnectorRoutes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What is there of a stream whose outputs and positions are one, for who reads what is committed. */
class KafkaTransactionsTest extends KafkaStreamTest {

    private static final String ONCE = "&exactlyOnce=true";

    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();

    private void note(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(Integer.class));
    }

    @Test
    void eachMessageHasOneOutputInOrder() throws Exception {
        putNumbers(0, 3000);

        stream(server().bootstrapServers(), ONCE, this::note);

        awaitNumbers(3000);
        assertComplete(3000, 0);
        assertThat(seen).hasSize(3000);
        assertThat(count(server(), priced))
                .as("messages and the ends of transactions")
                .isGreaterThan(3000);
    }

    @Test
    void aPoisonMessageIsOneDeadLetterInItsPlace() throws Exception {
        int count = 3000;
        int poison = 1777;
        String dead = topic(1);
        putNumbers(0, count);
        stream(server().bootstrapServers(), ONCE + "&deadLetter=" + dead, exchange -> {
            note(exchange);
            if (exchange.getMessage().getBody(Integer.class) == poison) {
                throw new IllegalStateException("no such order");
            }
        });

        awaitNumbers(count - 1);
        await().atMost(LONGER).until(() -> read(dead, 1).size() == 1);
        awaitSettled(count);

        started.forEach(routes -> routes.context().stop());
        assertThat(numbers()).hasSize(count - 1).doesNotContain(poison);
        assertThat(came).hasSize(count - 1);
        assertThat(seen).as("three attempts for one, and one for each other").hasSize(count + 2);
    }

    private void awaitSettled(int count) {
        await().atMost(LONGER)
                .until(() -> positions(server(), "g-" + orders).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == count);
    }

    @Test
    void outputsThatAreTooLargeAreDeadLettersAndNothingElseIsDoubled() throws Exception {
        int count = 2000;
        String dead = topic(1);
        putNumbers(0, count);
        stream(server().bootstrapServers(), ONCE + "&deadLetter=" + dead, exchange -> {
            note(exchange);
            if (exchange.getMessage().getBody(Integer.class) % 500 == 3) {
                exchange.getMessage().setBody("x".repeat(2 << 20));
            }
        });

        awaitNumbers(count - 4);
        awaitSettled(count);

        assertThat(read(dead, 1)).hasSize(4);
        started.forEach(routes -> routes.context().stop());
        assertThat(numbers()).hasSize(count - 4);
        assertThat(came).hasSize(count - 4);
        assertThat(seen)
                .as("an output that is undone is made again without the route")
                .hasSize(count);
        assertOrder();
    }

    private void assertOrder() {
        Map<String, Integer> last = new HashMap<>();
        came.forEach(message -> {
            int number = Integer.parseInt(message.value());
            assertThat(last.getOrDefault(message.key(), -1)).isLessThan(number);
            last.put(message.key(), number);
        });
    }

    @Test
    void messagesOfWhichNothingIsMadeAreDoneWith() throws Exception {
        int count = 1000;
        putNumbers(0, count);
        stream(server().bootstrapServers(), ONCE, exchange -> {
            if (exchange.getMessage().getBody(Integer.class) % 2 == 1) {
                exchange.getMessage().setBody(null);
            }
        });

        awaitSettled(count);

        assertThat(numbers()).hasSize(count / 2);
        assertThat(came).hasSize(count / 2);
    }

    @Test
    void aStopWaitsForNoMessageThatFailsOnAndDoublesNothing() throws Exception {
        int count = 600;
        putNumbers(0, count);
        ConnectorRoutes first = stream(server().bootstrapServers(), ONCE + "&attempts=1", exchange -> {
            note(exchange);
            if (exchange.getMessage().getBody(Integer.class) == 10) {
                throw new IllegalStateException("not now");
            }
        });
        // Those behind it in its partition wait for it, and fill the buffer in the end.
        await().atMost(LONGER).until(() -> seen.contains(10) && seen.size() >= BUFFER);

        assertThat(first.context().getShutdownStrategy().getTimeout()).isGreaterThan(5);
        long begun = System.nanoTime();
        first.context().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(numbers()).doesNotContain(10);
        stream(server().bootstrapServers(), ONCE, this::note);
        awaitNumbers(count);
        assertComplete(count, 0);
    }

    @Test
    void whatCannotBeExactlyOnceIsRefusedAtTheStart() throws Exception {
        ConnectorRoutes leader = context(server().bootstrapServers(), ", acks: leader");
        assertThatThrownBy(() -> stream(leader, ONCE, this::note))
                .hasStackTraceContaining("'exactlyOnce' needs 'options.acks: all'");
        ConnectorRoutes all = context(server().bootstrapServers(), "");
        assertThatThrownBy(() -> stream(all, ONCE + "&autoAcknowledge=true", this::note))
                .hasStackTraceContaining("'exactlyOnce' and 'autoAcknowledge' exclude each other");
    }
}
