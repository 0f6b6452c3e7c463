/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import dev.serai.testkit.ConnectorRoutes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that are moved to another position. */
class KafkaSeekTest extends KafkaTest {

    @TempDir
    Path folder;

    private ConnectorRoutes routes;
    private KafkaMessageBroker broker;
    private String topic;
    private String group;

    @BeforeEach
    void receiveAll() throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "kafka",
                "    connection: { bootstrapServers: \"" + server().bootstrapServers() + "\" }\n",
                Map.of());
        broker = broker();
        topic = topic(1);
        group = "g-" + topic;
        publishAll(broker, topic, 10, 1);
        try (Receiver receiver = broker.receive(new Subscription(topic, group, 100, Map.of()), CALLER)) {
            take(receiver, 10).forEach(receiver::acknowledge);
            receiver.settle();
        }
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    private CompletableFuture<?> seek(String from) {
        return routes.connector()
                .start("seek", Map.of("source", topic, "group", group, "from", from))
                .toCompletableFuture();
    }

    private List<String> next(int count) throws InterruptedException {
        List<IncomingMessage> taken = take(receive(broker, topic, group, 100, Map.of()), count);
        return texts(taken);
    }

    @Test
    void aGroupGoesOnAtTheBeginning() throws Exception {
        Object unused = seek("beginning").get(30, TimeUnit.SECONDS);

        assertThat(next(10)).startsWith("0", "1").hasSize(10);
    }

    @Test
    void aGroupGoesOnAtAnOffset() throws Exception {
        Object unused = seek("0:7").get(30, TimeUnit.SECONDS);

        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 7L));
        assertThat(next(3)).containsExactly("7", "8", "9");
    }

    @Test
    void aGroupGoesOnAtATimeAndAtTheEnd() throws Exception {
        Object first = seek("2020-01-01T00:00:00Z").get(30, TimeUnit.SECONDS);
        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 0L));

        Object second = seek("end").get(30, TimeUnit.SECONDS);

        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 10L));
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aGroupThatReceivesIsNotMoved() throws Exception {
        publishAll(broker, topic, 1, 1);
        Receiver receiver = receive(broker, topic, group, 100, Map.of());
        List<IncomingMessage> taken = take(receiver, 1);

        assertRefused(seek("beginning"), KafkaErrors.GROUP_IN_USE, "Stop their routes");

        taken.forEach(receiver::acknowledge);
        receiver.settle();
        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 11L));
    }

    @Test
    void placesThatAreNoneAreRefused() {
        assertRefused(seek("0:11"), KafkaErrors.POSITION_UNKNOWN, "Expected 10 at most");
        assertRefused(seek("1:0"), KafkaErrors.PARTITION_UNKNOWN, "no partition 1");
        assertRefused(seek("committed"), ConnectorErrors.INPUT_INVALID, "where the group stands already");
        assertRefused(seek("yesterday"), ConnectorErrors.INPUT_INVALID, "2026-01-31T12:00:00Z");
        topic = "nowhere";
        assertRefused(seek("end"), MessagingErrors.NOT_FOUND, "There is no topic 'nowhere'");
    }

    private static void assertRefused(CompletableFuture<?> call, ErrorCode code, String text) {
        assertThat(call)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.errorCode()).isEqualTo(code);
                    assertThat(failure).hasMessageContaining(text);
                });
    }
}
