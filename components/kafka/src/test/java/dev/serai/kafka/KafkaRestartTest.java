/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.testkit.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that is killed while messages flow loses none, and the connector finds it again. */
class KafkaRestartTest extends KafkaStreamTest {

    private static KafkaBroker server;

    @BeforeAll
    static void startServer() {
        server = KafkaBroker.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    KafkaBroker server() {
        return server;
    }

    @Test
    @Tag("thorough")
    void aBrokerThatIsKilledInTheMiddleOfAStreamLosesNothingAndDoublesOnlyWhatWasNotSettled() throws Exception {
        int count = 6000;
        KafkaMessageBroker broker = broker();
        String topic = topic(3);
        Receiver receiver = receive(broker, topic, "g", 500, Map.of());
        AtomicInteger published = new AtomicInteger();
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
            List<CompletableFuture<?>> confirmed = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                confirmed.add(broker.publish(message(topic, "k" + i % 11, String.valueOf(i)), CALLER));
                if (published.incrementAndGet() % 500 == 0) {
                    // At the pace of the broker, so that it is killed in the middle.
                    confirmed
                            .get(confirmed.size() - 1)
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join();
                }
            }
            CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new)).join();
        });
        Map<String, IncomingMessage> received = new LinkedHashMap<>();
        Set<String> settled = new HashSet<>();
        Set<String> unsettled = new HashSet<>();
        boolean killed = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (received.size() < count && System.nanoTime() < end) {
            for (IncomingMessage message : receiver.poll(100, Duration.ofMillis(200))) {
                assertThat(settled).doesNotContain(message.identity());
                received.putIfAbsent(message.identity(), message);
                unsettled.add(message.identity());
                receiver.acknowledge(message);
            }
            if (!killed && received.size() > 1500) {
                killed = true;
                server.kill();
                server.startAgain();
            }
            try {
                receiver.settle();
                settled.addAll(unsettled);
            } catch (ConnectorException e) {
                // The group may have lost its member while the broker was away.
                assertThat(e.recoverable()).isTrue();
                receiver.close();
                receiver = receive(broker, topic, "g", 500, Map.of());
            }
            unsettled.clear();
        }
        publishing.get(60, TimeUnit.SECONDS);

        assertThat(killed).isTrue();
        assertThat(count(server, topic)).as("messages that the broker has").isEqualTo(count);
        List<IncomingMessage> all = List.copyOf(received.values());
        assertThat(new HashSet<>(texts(all))).hasSize(count);
        assertOrder(all);
    }

    @Test
    void aBrokerThatIsKilledUnderAStreamLosesNothing() throws Exception {
        int count = 4000;
        putNumbers(0, count);
        stream(server.bootstrapServers(), "", exchange -> {});
        awaitNumbers(800);

        server.kill();
        server.startAgain();
        awaitNumbers(count);

        assertComplete(count, 10 * BUFFER);
    }

    @Test
    @Tag("thorough")
    void aBrokerThatIsKilledUnderTransactionsDoublesNothing() throws Exception {
        int count = 4000;
        putNumbers(0, count);
        stream(server.bootstrapServers(), "&exactlyOnce=true", exchange -> {});
        awaitNumbers(800);

        server.kill();
        server.startAgain();
        awaitNumbers(count);

        assertComplete(count, 0);
    }
}
