/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.Receiver;
import dev.serai.testkit.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages while the broker, the network or the group fails. */
class KafkaFaultsTest extends KafkaTest {

    private final KafkaBroker server = server();

    @AfterEach
    void mendNetwork() {
        server.network().restore();
    }

    @Test
    void aConnectionThatIsCutBeforeTheConfirmationDoublesNothing() throws Exception {
        KafkaMessageBroker broker = broker(server.networkBootstrapServers(), Settings.ordinary());
        String topic = topic(1);
        publish(broker, message(topic, "k", "first"));

        for (int i = 0; i < 5; i++) {
            // The broker has it by the time that its answer is still on the way.
            server.network().delay(Duration.ofSeconds(1));
            CompletableFuture<?> confirmed = broker.publish(message(topic, "k", String.valueOf(i)), CALLER);
            long before = i + 1L;
            await().pollInterval(Duration.ofMillis(20)).atMost(LONG).until(() -> count(server, topic) > before);
            assertThat(confirmed).isNotDone();
            server.network().cut();
            server.network().restore();
            Object unused = confirmed.get(30, TimeUnit.SECONDS);
        }

        assertThat(count(server, topic)).isEqualTo(6);
        List<IncomingMessage> received = take(receive(broker(), topic, "g-" + topic, 100, Map.of()), 6);
        assertThat(texts(received)).doesNotHaveDuplicates();
        assertOrder(received.subList(1, 6));
    }

    @Test
    void aMessageThatNobodyConfirmsIsReported() throws Exception {
        KafkaMessageBroker broker =
                broker(server.networkBootstrapServers(), Settings.ordinary().deliveryTimeout(Duration.ofSeconds(3)));
        String topic = topic(1);
        publish(broker, message(topic, "k", "first"));

        server.network().blackHole();
        ConnectorException failure = failure(broker, message(topic, "k", "second"));
        server.network().restore();

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.TIMEOUT);
        assertThat(failure.recoverable()).isTrue();
        assertThat(failure.neverSent()).isFalse();
        assertThat(failure).hasMessageContaining("may be there nevertheless");
    }

    @Test
    void aSecondConsumerDoublesOnlyWhatWasNotSettled() throws Exception {
        int count = 4000;
        KafkaMessageBroker broker = broker();
        String topic = topic(4);
        publishAll(broker, topic, count, 13);
        Map<String, Integer> times = new HashMap<>();
        Set<String> settledByFirst = new HashSet<>();
        Set<String> ofSecond = new HashSet<>();
        Receiver first = receive(broker, topic, "g-" + topic, 200, Map.of());
        settle(first, take(first, 200), times, settledByFirst);
        List<IncomingMessage> open = take(first, 150);

        Receiver second = receive(broker, topic, "g-" + topic, 200, Map.of());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        boolean late = false;
        while (times.size() < count && System.nanoTime() < end) {
            List<IncomingMessage> shared = second.poll(100, Duration.ofMillis(100));
            settle(second, shared, times, ofSecond);
            if (!late && !ofSecond.isEmpty()) {
                // Acknowledgements of partitions that are the other's by now count for nothing.
                late = true;
                settle(first, open, times, new HashSet<>());
            }
            settle(first, first.poll(100, Duration.ofMillis(100)), times, settledByFirst);
        }

        assertThat(times).hasSize(count);
        assertThat(ofSecond).isNotEmpty();
        // A partition's position stays below what is not done with, so that what follows comes again with it.
        Map<Integer, Long> firstOpen = new HashMap<>();
        open.forEach(message -> firstOpen.merge(partition(message.identity()), offset(message.identity()), Math::min));
        times.forEach((identity, often) -> {
            if (often > 1) {
                assertThat(firstOpen).containsKey(partition(identity));
                assertThat(offset(identity)).isGreaterThanOrEqualTo(firstOpen.get(partition(identity)));
            }
        });
        assertThat(positions(server, "g-" + topic).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(count);
    }

    private static int partition(String identity) {
        String place = identity.substring(0, identity.lastIndexOf('-'));
        return Integer.parseInt(place.substring(place.lastIndexOf('-') + 1));
    }

    private static long offset(String identity) {
        return Long.parseLong(identity.substring(identity.lastIndexOf('-') + 1));
    }

    private static void settle(
            Receiver receiver, List<IncomingMessage> messages, Map<String, Integer> times, Set<String> settled) {
        for (IncomingMessage message : messages) {
            times.merge(message.identity(), 1, Integer::sum);
            settled.add(message.identity());
            receiver.acknowledge(message);
        }
        receiver.settle();
    }

    @Test
    void whatWaitsInTheTopicTakesNoMemory() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(2);
        String kilobytes = "x".repeat(10_000);
        List<CompletableFuture<?>> confirmed = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            confirmed.add(broker.publish(message(topic, "k" + i % 5, kilobytes), CALLER));
            if (i % 500 == 0) {
                CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new))
                        .get(60, TimeUnit.SECONDS);
                confirmed.clear();
            }
        }
        CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        confirmed.clear();
        long before = used();

        Receiver receiver = receive(broker, topic, "g-" + topic, 1000, Map.of());
        List<IncomingMessage> taken = take(receiver, 1000);
        assertThat(receiver.poll(1000, Duration.ofSeconds(1))).isEmpty();

        // 200 MB wait: a buffer of 10 MB is held, and what one fetch brings.
        assertThat(used() - before).isLessThan(60L << 20);
        assertThat(taken).hasSize(1000);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
