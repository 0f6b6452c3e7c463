/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.messaging.MessagingErrors;
import dev.serai.testkit.ConnectorRoutes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream from topic to topic leaves there when messages, connections, buffers and members of the group fail. */
class KafkaStreamFaultsTest extends KafkaStreamTest {

    @Test
    void ofTenThousandOnlyThePoisonMessageIsADeadLetter() throws Exception {
        int count = 10_000;
        int poison = 7777;
        String dead = topic(1);
        putNumbers(0, count);
        stream(server().bootstrapServers(), "&deadLetter=" + dead, exchange -> {
            if (exchange.getMessage().getBody(Integer.class) == poison) {
                throw new IllegalStateException("no such order");
            }
        });

        awaitNumbers(count - 1);
        await().atMost(LONGER).until(() -> count(server(), dead) == 1);

        started.forEach(routes -> routes.context().stop());
        assertThat(numbers()).hasSize(count - 1).doesNotContain(poison);
        assertThat(came).hasSize(count - 1);
        ConsumerRecord<String, String> letter = read(dead, 1).get(0);
        assertThat(letter.value()).isEqualTo(String.valueOf(poison));
        assertThat(letter.key()).isEqualTo("k" + poison % KEYS);
        assertThat(header(letter, "serai-dead-reason")).isEqualTo("no such order");
        assertThat(header(letter, "serai-dead-stack")).contains("IllegalStateException", "KafkaStreamFaultsTest");
        assertThat(header(letter, "serai-dead-source")).isEqualTo(orders);
        assertThat(header(letter, "serai-dead-attempts")).isEqualTo("3");
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMemberThatComesAndGoesWhileTheGroupWorksLosesNothing(boolean exactlyOnce) throws Exception {
        String options = "&exactlyOnce=" + exactlyOnce;
        AtomicInteger sent = new AtomicInteger(3000);
        AtomicInteger ofSecond = new AtomicInteger();
        putNumbers(0, sent.get());
        stream(server().bootstrapServers(), options, exchange -> {});
        awaitNumbers(500);

        ConnectorRoutes second = stream(server().bootstrapServers(), options, exchange -> ofSecond.incrementAndGet());
        // It gets partitions while the first has messages of them in its route.
        await().atMost(LONGER).until(() -> {
            putNumbers(sent.get(), sent.addAndGet(100));
            return ofSecond.get() > 0;
        });
        second.context().stop();
        putNumbers(sent.get(), sent.addAndGet(500));
        awaitNumbers(sent.get());

        // Each change may repeat what was held and what was not saved.
        assertComplete(sent.get(), exactlyOnce ? 0 : 2 * (BUFFER + CHECKPOINT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamWhoseConnectionsAreCutBeforeConfirmationsLosesNothingAndDoublesNothing(boolean exactlyOnce)
            throws Exception {
        int count = 3000;
        int cuts = 4;
        putNumbers(0, count);
        stream(server().networkBootstrapServers(), "&exactlyOnce=" + exactlyOnce, exchange -> {});
        for (int cut = 1; cut <= cuts; cut++) {
            awaitNumbers(cut * 500);
            // Nothing that the broker says passes any more, so that what it has is not confirmed.
            int connections = server().network().connections();
            server().network().resetAfter(0);
            await().atMost(LONGER).until(() -> server().network().connections() > connections);
            server().network().restore();
        }

        awaitNumbers(count);

        assertComplete(count, 0);
    }

    @Test
    void whatDoesNotFitIntoTheSendBufferWaitsInItsOrder() throws Exception {
        int count = 400;
        String topic = topic(1);
        try (ConnectorRoutes routes = sending("30s")) {
            CompletableFuture<?> first = send(routes, topic, 0);
            first.get(30, TimeUnit.SECONDS);
            server().network().blackHole();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                all.add(send(routes, topic, i));
            }
            server().network().cut();
            server().network().restore();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        }

        assertThat(read(topic, 1).stream()
                        .map(message -> Integer.parseInt(message.value().strip()))
                        .toList())
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    @Test
    @Tag("thorough")
    void whatFindsNoRoomInTheSendBufferInTimeIsAFailure() throws Exception {
        String topic = topic(1);
        try (ConnectorRoutes routes = sending("3s")) {
            send(routes, topic, 0).get(30, TimeUnit.SECONDS);
            server().network().blackHole();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 1; i < 200; i++) {
                all.add(send(routes, topic, i));
            }

            Map<ErrorCode, Set<Boolean>> neverSent = new HashMap<>();
            assertThat(all).allSatisfy(one -> assertThat(one)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.recoverable()).isTrue();
                        neverSent
                                .computeIfAbsent(failure.errorCode(), code -> new HashSet<>())
                                .add(failure.neverSent());
                    }));
            // What was in the buffer may have been sent; what waited for room was not.
            assertThat(neverSent)
                    .isEqualTo(Map.of(
                            MessagingErrors.TIMEOUT, Set.of(false), MessagingErrors.CANNOT_CONNECT, Set.of(true)));
            // Closing would wait for it.
            server().network().restore();
        }
    }

    private ConnectorRoutes sending(String deliveryTimeout) throws Exception {
        return ConnectorRoutes.start(
                Files.createTempDirectory(folder, "context"),
                "kafka",
                """
                    retry: { maxRetries: 0 }
                    connection: { bootstrapServers: "%s" }
                    options: { sendBuffer: 1MB, requestTimeout: 1s, deliveryTimeout: %s }
                """.formatted(server().networkBootstrapServers(), deliveryTimeout),
                Map.of());
    }

    /** Sends a number in 10 KB of text. */
    private static CompletableFuture<?> send(ConnectorRoutes routes, String topic, int number) {
        return routes.connector()
                .start("publish", Map.of("destination", topic, "key", "k", "body", String.format("%10000d", number)))
                .toCompletableFuture();
    }
}
