/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.OutgoingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published, and what is not. */
class KafkaPublishTest extends KafkaTest {

    @Test
    void aMessageComesAsItWasSent() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(3);
        Instant before = Instant.now().minusSeconds(60);

        Map<String, Object> told = broker.publish(
                        new OutgoingMessage(
                                topic,
                                "Ärger",
                                new byte[] {0, 1, (byte) 0xff},
                                "application/octet-stream",
                                Map.of("tries", 3, "good", true, "name", "Zoë", "raw", new byte[] {(byte) 0xc3}),
                                "id-1",
                                null,
                                Map.of("partition", 2)),
                        CALLER)
                .get();
        IncomingMessage received =
                take(receive(broker, topic, "g-" + topic, 10, Map.of()), 1).get(0);

        assertThat(told)
                .containsExactly(
                        entry("messageId", "id-1"),
                        entry("destination", topic),
                        entry("partition", 2),
                        entry("offset", 0L));
        assertThat(received.source()).isEqualTo(topic);
        assertThat(received.key()).isEqualTo("Ärger");
        assertThat(received.body()).containsExactly(0, 1, 0xff);
        assertThat(received.contentType()).isEqualTo("application/octet-stream");
        assertThat(received.headers())
                .containsEntry("tries", "3")
                .containsEntry("good", "true")
                .containsEntry("name", "Zoë")
                .containsEntry("raw", new byte[] {(byte) 0xc3})
                .hasSize(4);
        assertThat(received.identity()).isEqualTo(topic + "-2-0");
        assertThat(received.sent()).isBetween(before, Instant.now().plusSeconds(60));
        assertThat(received.redelivered()).isFalse();
        assertThat(received.metadata())
                .containsEntry("sourcePartition", 2)
                .containsEntry("sourceOffset", 0L)
                .containsEntry("sourceMessageId", "id-1")
                .containsEntry("sourceLag", 0L);
    }

    @Test
    void messagesOfOneKeyAreInOnePartitionInTheOrderOfTheCalls() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(4);

        publishAll(broker, topic, 2000, 7);

        assertThat(count(server(), topic)).isEqualTo(2000);
        List<IncomingMessage> received = take(receive(broker, topic, "g-" + topic, 5000, Map.of()), 2000);
        for (int key = 0; key < 7; key++) {
            String name = "k" + key;
            List<IncomingMessage> same = received.stream()
                    .filter(message -> message.key().equals(name))
                    .toList();
            assertThat(same.stream().map(message -> Integer.valueOf(text(message))))
                    .isSorted();
            assertThat(same.stream().map(message -> message.metadata().get("sourcePartition")))
                    .containsOnly(same.get(0).metadata().get("sourcePartition"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesAreCompressed(KafkaOptions.Compression compression) throws Exception {
        KafkaMessageBroker broker =
                broker(server().bootstrapServers(), Settings.ordinary().compression(compression));
        String topic = topic(1);

        publish(broker, message(topic, "a", "x".repeat(100_000)));

        assertThat(text(take(receive(broker, topic, "g-" + topic, 10, Map.of()), 1)
                        .get(0)))
                .hasSize(100_000);
    }

    @Test
    void theLeaderAloneIsEnoughWhereThatIsAskedFor() throws Exception {
        KafkaMessageBroker broker =
                broker(server().bootstrapServers(), Settings.ordinary().acks(KafkaOptions.Acknowledgement.LEADER));
        String topic = topic(1);

        publishAll(broker, topic, 500, 1);

        assertThat(texts(take(receive(broker, topic, "g-" + topic, 1000, Map.of()), 500)))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 500)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void anUnknownTopicIsRefusedAtOnceAndNotMade() {
        KafkaMessageBroker broker = broker();

        ConnectorException failure = failure(broker, message("nobody-made-this", "a", "x"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_FOUND);
        assertThat(failure.neverSent()).isTrue();
        assertThat(failure).hasMessageContaining("'nobody-made-this'").hasMessageContaining("none is created");
        assertThat(broker.discover(CALLER)).extracting(DiscoveredResource::name).doesNotContain("nobody-made-this");
    }

    @Test
    void aNameThatNoTopicCanHaveIsRefused() {
        ConnectorException failure = failure(broker(), message("no such/topic", "a", "x"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_FOUND);
    }

    @Test
    void aPartitionThatTheTopicLacksIsRefusedAtOnce() throws Exception {
        ConnectorException failure = failure(broker(), message(topic(2), "a", "x", Map.of(), Map.of("partition", "2")));

        assertThat(failure.errorCode()).isEqualTo(KafkaErrors.PARTITION_UNKNOWN);
        assertThat(failure).hasMessageContaining("no partition 2").hasMessageContaining("0 to 1");
    }

    @Test
    void aPartitionThatIsNoNumberIsRefused() throws Exception {
        ConnectorException failure =
                failure(broker(), message(topic(2), "a", "x", Map.of(), Map.of("partition", "first")));

        assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.INPUT_INVALID);
        assertThat(failure).hasMessageContaining("'first'");
    }

    @Test
    void aMessageOverTheConnectorsLimitIsRefusedAndTheNextIsSent() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);

        ConnectorException failure = failure(broker, message(topic, "a", "x".repeat(2 << 20)));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.TOO_LARGE);
        assertThat(failure.neverSent()).isTrue();
        assertThat(failure.recoverable()).isFalse();
        assertThat(failure).hasMessageContaining("options.maxMessageSize");
        assertThat(publish(broker, message(topic, "a", "small"))).containsEntry("offset", 0L);
    }

    @Test
    void aMessageOverTheTopicsLimitIsRefusedByTheBroker() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(server(), 1, Map.of("max.message.bytes", "2000"));

        ConnectorException failure = failure(broker, message(topic, "a", "x".repeat(5000)));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.TOO_LARGE);
        assertThat(failure).hasMessageContaining("max.message.bytes");
        assertThat(publish(broker, message(topic, "a", "small"))).containsEntry("offset", 0L);
    }

    @Test
    void aDelayIsRefused() throws Exception {
        OutgoingMessage message =
                new OutgoingMessage(topic(1), null, new byte[0], null, Map.of(), "id", Duration.ofSeconds(1), Map.of());

        ConnectorException failure = failure(broker(), message);

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_SUPPORTED);
        assertThat(failure).hasMessageContaining("'delay'");
    }

    @Test
    void topicsAreFoundWithTheirPartitions() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(3);
        // A group makes Kafka's own topic of positions.
        publish(broker, message(topic, "a", "x"));
        take(receive(broker, topic, "g-" + topic, 10, Map.of()), 1);

        List<DiscoveredResource> found = broker.discover(CALLER);

        assertThat(found).extracting(DiscoveredResource::name).contains(topic).doesNotContain("__consumer_offsets");
        assertThat(found)
                .filteredOn(resource -> resource.name().equals(topic))
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource.kind()).isEqualTo("topic");
                    assertThat(resource.fields())
                            .extracting(DiscoveredResource.Part::name)
                            .containsExactly("0", "1", "2");
                    assertThat(resource.fields().get(0).description()).isEqualTo("1 replicas, 1 in step.");
                });
    }
}
