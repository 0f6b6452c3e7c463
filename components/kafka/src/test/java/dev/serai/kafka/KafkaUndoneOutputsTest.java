/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.messaging.Confirmation;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingOperations;
import dev.serai.messaging.Receiver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the outputs of a key, one of which cannot be sent, with {@code exactlyOnce}. */
@Timeout(60)
class KafkaUndoneOutputsTest extends KafkaTest {

    @Test
    void anOutputThatComesWhenOneBeforeItHasFailedComesAgainAfterIt() throws Exception {
        String orders = topic(1);
        String priced = topic(1);
        KafkaMessageBroker broker = broker();
        for (int i = 0; i < 4; i++) {
            publish(broker, message(orders, "k", String.valueOf(i)));
        }
        Receiver receiver = receive(broker, orders, "g-" + orders, 100, Map.of(MessagingOperations.EXACTLY_ONCE, true));
        List<IncomingMessage> taken = take(receiver, 4);

        CompletableFuture<Void> second = settle(receiver, taken.get(1), priced, "1");
        CompletableFuture<Void> first = settle(receiver, taken.get(0), priced, "x".repeat(2 << 20));
        await().until(() -> first.isCompletedExceptionally() && second.isCompletedExceptionally());

        // Both are at rest until nothing of their key is under way, so this one must not wait for them.
        assertThat(settle(receiver, taken.get(2), priced, "2"))
                .as("before the first has come again")
                .isCompletedExceptionally();
        CompletableFuture<Void> firstAgain = settle(receiver, taken.get(0), priced, "0");
        assertThat(settle(receiver, taken.get(3), priced, "3"))
                .as("before the second has come again")
                .isCompletedExceptionally();

        List<CompletableFuture<Void>> again = List.of(
                firstAgain,
                settle(receiver, taken.get(1), priced, "1"),
                settle(receiver, taken.get(2), priced, "2"),
                settle(receiver, taken.get(3), priced, "3"));
        await().until(() -> again.stream().allMatch(CompletableFuture::isDone));
        again.forEach(CompletableFuture::join);
        assertThat(texts(take(receive(broker, priced, "g-" + priced, 100, Map.of()), 4)))
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void anOutputThatHadNotLeftWhenAnotherWasTooLargeIsSentAgain() throws Exception {
        String orders = topic(1);
        String priced = topic(4);
        KafkaMessageBroker broker = broker();
        int rounds = 5;
        int each = 25;
        for (int i = 0; i < rounds * each; i++) {
            publish(broker, message(orders, "k" + i, String.valueOf(i)));
        }
        Receiver receiver =
                receive(broker, orders, "g-" + orders, rounds * each, Map.of(MessagingOperations.EXACTLY_ONCE, true));
        for (int round = 0; round < rounds; round++) {
            List<IncomingMessage> taken = take(receiver, each);
            List<CompletableFuture<Void>> good = taken.subList(0, each - 1).stream()
                    .map(message -> settle(receiver, message, priced, "good"))
                    .toList();
            CompletableFuture<Void> large = settle(receiver, taken.get(each - 1), priced, "x".repeat(2 << 20));
            await().until(large::isCompletedExceptionally);
            CompletableFuture<Void> again = settle(receiver, taken.get(each - 1), priced, "small");
            await().until(() -> again.isDone() && good.stream().allMatch(CompletableFuture::isDone));
            good.forEach(CompletableFuture::join);
            again.join();
        }
    }

    private static CompletableFuture<Void> settle(
            Receiver receiver, IncomingMessage message, String destination, String text) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        receiver.settleWith(message, message(destination, message.key(), text), new Confirmation() {
            @Override
            public void confirmed() {
                settled.complete(null);
            }

            @Override
            public void failed(Throwable failure) {
                settled.completeExceptionally(failure);
            }
        });
        return settled;
    }
}
