/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is received, and what comes again. */
class KafkaReceiveTest extends KafkaTest {

    @Test
    void aGroupBeginsAtTheBeginningAndGoesOnAfterWhatIsDone() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 10, 1);
        Receiver first = receive(broker, topic, "shop", 100, Map.of());
        List<IncomingMessage> taken = take(first, 10);
        taken.subList(0, 6).forEach(first::acknowledge);
        first.close();

        List<IncomingMessage> again = take(receive(broker, topic, "shop", 100, Map.of()), 4);

        assertThat(texts(taken)).containsExactlyElementsOf(numbers(0, 10));
        assertThat(texts(again)).containsExactlyElementsOf(numbers(6, 10));
    }

    @Test
    void thePositionIsTheOneBelowWhichAllIsDoneInWhateverOrderItWas() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 100, 1);
        String group = "g-" + topic;
        Receiver receiver = receive(broker, topic, group, 1000, Map.of());
        List<IncomingMessage> taken = take(receiver, 100);

        List<IncomingMessage> shuffled = new ArrayList<>(taken);
        shuffled.remove(40);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.parallelStream().forEach(receiver::acknowledge);
        receiver.settle();

        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 40L));
        receiver.acknowledge(taken.get(40));
        receiver.settle();
        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 100L));
    }

    @Test
    void aRejectedMessageComesAgainBeforeOthersAndItsPositionWaits() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 5, 1);
        String group = "g-" + topic;
        Receiver receiver = receive(broker, topic, group, 100, Map.of());
        List<IncomingMessage> taken = take(receiver, 3);

        receiver.acknowledge(taken.get(0));
        receiver.reject(taken.get(2), true);
        receiver.reject(taken.get(1), true);
        receiver.settle();
        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 1L));
        List<IncomingMessage> again = take(receiver, 4);

        assertThat(texts(again)).containsExactly("1", "2", "3", "4");
        assertThat(again.get(0).redelivered()).isTrue();
        assertThat(again.get(0).identity()).isEqualTo(taken.get(1).identity());
        assertThat(again.get(2).redelivered()).isFalse();
    }

    @Test
    void aMessageThatIsRejectedForGoodIsDoneWith() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 1, 1);
        String group = "g-" + topic;
        Receiver receiver = receive(broker, topic, group, 100, Map.of());

        receiver.reject(take(receiver, 1).get(0), false);
        receiver.settle();

        assertThat(positions(server(), group)).containsExactly(Map.entry(0, 1L));
    }

    @Test
    void doneTwiceIsDoneOnce() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 4, 1);
        Receiver receiver = receive(broker, topic, "g-" + topic, 2, Map.of());
        List<IncomingMessage> taken = take(receiver, 2);

        receiver.acknowledge(taken.get(0));
        receiver.acknowledge(taken.get(0));
        receiver.reject(taken.get(0), true);

        assertThat(texts(take(receiver, 1))).containsExactly("2");
        assertThat(receiver.poll(10, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void noMoreIsHeldThanTheBufferHoldsAndTheGroupKeepsItsMember() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 3000, 5);
        Receiver receiver = receive(broker, topic, "g-" + topic, 50, Map.of());

        List<IncomingMessage> taken = take(receiver, 50);
        assertThat(receiver.poll(1000, Duration.ofSeconds(2))).isEmpty();
        assertThat(receiver.poll(0, Duration.ZERO)).isEmpty();
        for (int i = 50; i < 3000; i++) {
            receiver.acknowledge(taken.get(i - 50));
            taken.addAll(take(receiver, 1));
        }

        assertThat(texts(taken)).containsExactlyElementsOf(numbers(0, 3000));
    }

    @Test
    void aSmallBufferIsKept() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 3, 1);
        Receiver receiver = receive(broker, topic, "g-" + topic, 1, Map.of());

        IncomingMessage first = take(receiver, 1).get(0);
        assertThat(receiver.poll(10, Duration.ofSeconds(1))).isEmpty();
        receiver.acknowledge(first);

        assertThat(texts(take(receiver, 1))).containsExactly("1");
    }

    @Test
    void onlySoManyPassOneThatIsNotDoneWith() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 500, 5);
        Receiver receiver = receive(broker, topic, "g-" + topic, 10, Map.of());
        IncomingMessage stuck = take(receiver, 1).get(0);
        int passed = 0;
        for (List<IncomingMessage> next = receiver.poll(5, Duration.ofSeconds(2));
                !next.isEmpty();
                next = receiver.poll(5, Duration.ofSeconds(2))) {
            next.forEach(receiver::acknowledge);
            passed += next.size();
        }

        assertThat(passed).isBetween(90, 110);
        receiver.acknowledge(stuck);
        take(receiver, 10).forEach(receiver::acknowledge);
        receiver.settle();
        assertThat(positions(server(), "g-" + topic).get(0)).isGreaterThan(100);
    }

    @Test
    void aNewGroupBeginsAtTheEndWhereThatIsAskedForAndASecondStartLeavesNothingOut() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(2);
        String group = "g-" + topic;
        publishAll(broker, topic, 10, 4);
        Receiver first = receive(broker, topic, group, 100, Map.of("from", "end"));
        await().atMost(LONG).until(() -> positions(server(), group).size() == 2);
        assertThat(first.poll(10, Duration.ofMillis(500))).isEmpty();
        first.close();
        publish(broker, message(topic, "k", "later"));

        assertThat(texts(take(receive(broker, topic, group, 100, Map.of("from", "end")), 1)))
                .containsExactly("later");
    }

    @Test
    void aNewGroupBeginsAtATime() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publish(broker, message(topic, "k", "early"));
        Instant then = Instant.now().plusMillis(1);
        await().until(() -> Instant.now().isAfter(then.plusMillis(1)));
        publish(broker, message(topic, "k", "late"));

        Receiver receiver = receive(broker, topic, "g-" + topic, 100, Map.of("from", then.toString()));

        assertThat(texts(take(receiver, 1))).containsExactly("late");
    }

    @Test
    void aNewGroupBeginsAtAnOffsetOfEachPartitionAndGoesOnFromWhatItSaved() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(3);
        for (int i = 0; i < 9; i++) {
            publish(broker, message(topic, "k", String.valueOf(i), Map.of(), Map.of("partition", i % 3)));
        }
        Map<String, Object> from = Map.of("from", "0:1, 2:3");
        Receiver first = receive(broker, topic, "g-" + topic, 100, from);
        List<IncomingMessage> taken = take(first, 5);
        assertThat(texts(taken)).containsExactlyInAnyOrder("3", "6", "1", "4", "7");
        assertThat(positions(server(), "g-" + topic)).isEqualTo(Map.of(0, 1L, 1, 0L, 2, 3L));
        taken.forEach(first::acknowledge);
        first.close();
        publish(broker, message(topic, "k", "later", Map.of(), Map.of("partition", 0)));

        assertThat(texts(take(receive(broker, topic, "g-" + topic, 100, from), 1)))
                .containsExactly("later");
    }

    @Test
    void anOffsetBeyondTheEndIsRefusedAndSoIsAPartitionThatTheTopicLacks() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        publishAll(broker, topic, 3, 1);
        Receiver receiver = receive(broker, topic, "g-" + topic, 100, Map.of("from", "0:4"));

        ConnectorException failure =
                Assertions.catchThrowableOfType(ConnectorException.class, () -> receiver.poll(1, LONG));

        assertThat(failure.errorCode()).isEqualTo(KafkaErrors.POSITION_UNKNOWN);
        assertThat(failure).hasMessageContaining("'from' is 4").hasMessageContaining("ends at 3");
        assertThat(positions(server(), "g-" + topic)).isEmpty();
        assertThatThrownBy(() -> receive(broker, topic, "g", 100, Map.of("from", "0:1,1:1")))
                .isInstanceOfSatisfying(ConnectorException.class, unknown -> assertThat(unknown.errorCode())
                        .isEqualTo(KafkaErrors.PARTITION_UNKNOWN));
        assertThatThrownBy(() -> receive(broker, topic, "g", 100, Map.of("from", "0:1,0:2")))
                .hasMessageContaining("twice");
    }

    @Test
    void aGroupWithoutAPositionIsRefusedWhereOnlyACommittedOneWillDo() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);
        Receiver receiver = receive(broker, topic, "g-" + topic, 100, Map.of("from", "committed"));

        ConnectorException failure =
                Assertions.catchThrowableOfType(ConnectorException.class, () -> receiver.poll(1, LONG));

        assertThat(failure.errorCode()).isEqualTo(KafkaErrors.POSITION_UNKNOWN);
        assertThat(failure).hasMessageContaining("'from'");
        assertThat(failure.recoverable()).isFalse();
    }

    @Test
    void aBeginningThatIsNoneIsRefused() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(1);

        assertThatThrownBy(() -> receive(broker, topic, "g", 100, Map.of("from", "yesterday")))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(ConnectorErrors.INPUT_INVALID))
                .hasMessageContaining("2026-01-31T12:00:00Z");
    }

    @Test
    void anUnknownTopicIsRefusedAtOnce() {
        KafkaMessageBroker broker = broker();

        assertThatThrownBy(() -> receive(broker, "nobody-made-this", "g", 100, Map.of()))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(MessagingErrors.NOT_FOUND));
    }

    @Test
    void twoOfAGroupShareAndTwoGroupsDouble() throws Exception {
        KafkaMessageBroker broker = broker();
        String topic = topic(4);
        Receiver one = receive(broker, topic, "shared", 1000, Map.of());
        Receiver other = receive(broker, topic, "shared", 1000, Map.of());
        Receiver all = receive(broker, topic, "alone", 1000, Map.of());
        List<IncomingMessage> ofOne = new ArrayList<>();
        List<IncomingMessage> ofOther = new ArrayList<>();

        // The group has settled once both have got something of what was sent then.
        await().atMost(LONG).until(() -> {
            publishAll(broker, topic, 40, 20);
            ofOne.addAll(settled(one));
            ofOther.addAll(settled(other));
            return !ofOne.isEmpty() && !ofOther.isEmpty();
        });
        int sent = (int) count(server(), topic);
        await().atMost(LONG).until(() -> {
            ofOne.addAll(settled(one));
            ofOther.addAll(settled(other));
            return ofOne.size() + ofOther.size() >= sent;
        });

        assertThat(take(all, sent)).hasSize(sent);
        assertThat(identities(ofOne)).doesNotContainAnyElementsOf(identities(ofOther));
    }

    private static List<IncomingMessage> settled(Receiver receiver) throws InterruptedException {
        List<IncomingMessage> taken = receiver.poll(1000, Duration.ofMillis(200));
        taken.forEach(receiver::acknowledge);
        receiver.settle();
        return taken;
    }

    private static List<String> identities(List<IncomingMessage> messages) {
        return messages.stream().map(IncomingMessage::identity).toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }
}
