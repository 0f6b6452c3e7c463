/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may enter the route, and what is done with, when outputs are confirmed and fail in any order. */
class LanesTest {

    private final Lanes lanes = new Lanes(2);

    static IncomingMessage message(String key, String identity) {
        return new IncomingMessage(
                "orders", key, new byte[0], null, Map.of(), identity, null, false, Map.of(), identity);
    }

    private void add(String key, int count) {
        lanes.add(IntStream.rangeClosed(1, count)
                .mapToObj(number -> message(key, key + number))
                .toList());
    }

    private static String name(Delivery delivery) {
        return delivery == null ? null : delivery.message().identity();
    }

    private static List<String> names(List<Delivery> deliveries) {
        return deliveries.stream().map(LanesTest::name).toList();
    }

    /** The next that enters the route leaves it at once, with an output that the broker is given. */
    private Delivery sent(String expected) {
        Delivery delivery = lanes.begin();
        assertThat(name(delivery)).isEqualTo(expected);
        assertThat(lanes.handOver(delivery)).isTrue();
        lanes.handedOver(delivery);
        return delivery;
    }

    private List<String> confirm(Delivery delivery) {
        List<Delivery> done = lanes.confirmed(delivery);
        boolean unused = lanes.settled(done);
        return names(done);
    }

    private void assertNothingBegins() {
        assertThat(lanes.begin()).isNull();
    }

    @Test
    void messagesOfAKeyTakeTurnsAndThoseOfOthersDoNotWait() {
        add("a", 2);
        add("b", 1);
        Delivery first = lanes.begin();

        assertThat(name(first)).isEqualTo("a1");
        assertThat(name(lanes.begin())).isEqualTo("b1");
        assertNothingBegins();
        lanes.done(first);
        assertThat(name(lanes.begin())).isEqualTo("a2");
    }

    @Test
    void theNextEntersWhenTheOutputIsWithTheBroker() {
        add("a", 2);
        Delivery first = lanes.begin();
        assertThat(lanes.handOver(first)).isTrue();
        assertNothingBegins();

        lanes.handedOver(first);

        assertThat(name(lanes.begin())).isEqualTo("a2");
    }

    @Test
    void aConfirmationThatIsFasterThanTheHandOverDisturbsNothing() {
        add("a", 2);
        Delivery first = lanes.begin();
        assertThat(lanes.handOver(first)).isTrue();
        assertThat(confirm(first)).containsExactly("a1");
        assertNothingBegins();

        lanes.handedOver(first);

        assertThat(confirm(sent("a2"))).containsExactly("a2");
    }

    @Test
    void nothingIsDoneBeforeWhatPrecedesItsOutput() {
        add("a", 3);
        Delivery first = sent("a1");
        Delivery second = sent("a2");
        Delivery third = sent("a3");

        assertThat(confirm(second)).isEmpty();
        assertThat(confirm(first)).containsExactly("a1", "a2");
        assertThat(confirm(third)).containsExactly("a3");
        assertThat(lanes.active()).isZero();
    }

    @Test
    void whatFollowsAFailedOutputIsSentAgainAfterIt() {
        add("a", 4);
        Delivery first = sent("a1");
        Delivery second = sent("a2");
        Delivery third = sent("a3");
        assertThat(confirm(third)).isEmpty();

        assertThat(lanes.rest(second, false)).isTrue();
        lanes.wake(second);
        assertNothingBegins();
        assertThat(confirm(first)).containsExactly("a1");

        // Alone, so that another failure would repeat nothing.
        second = sent("a2");
        assertNothingBegins();
        assertThat(confirm(second)).containsExactly("a2");
        sent("a3");
        sent("a4");
    }

    @Test
    void aLaneRestsAfterTheFirstOfManyFailures() {
        add("a", 3);
        Delivery first = sent("a1");
        Delivery second = sent("a2");
        Delivery third = sent("a3");

        assertThat(lanes.rest(second, false)).isTrue();
        assertThat(lanes.rest(first, false)).isFalse();
        assertThat(lanes.rest(third, false)).isFalse();
        assertNothingBegins();
        lanes.wake(second);

        assertThat(name(lanes.begin())).isEqualTo("a1");
    }

    @Test
    void anOutputThatIsMadeWhileOneBeforeItFailsWaitsForItsTurn() {
        add("a", 2);
        Delivery first = sent("a1");
        Delivery second = lanes.begin();
        assertThat(lanes.rest(first, false)).isTrue();
        lanes.wake(first);
        assertNothingBegins();

        assertThat(lanes.handOver(second)).isFalse();

        assertThat(confirm(sent("a1"))).containsExactly("a1");
        assertThat(lanes.begin()).isSameAs(second);
    }

    @Test
    void aMessageThatWaitsForTheRouteIsNotTakenWhenOneBeforeItFails() {
        add("a", 2);
        add("b", 1);
        add("c", 1);
        Delivery first = sent("a1");
        Delivery other = lanes.begin();
        assertThat(name(other)).isEqualTo("a2");
        assertThat(lanes.handOver(other)).isTrue();
        Delivery busy = lanes.begin();
        assertThat(name(busy)).isEqualTo("b1");
        lanes.handedOver(other);
        add("a", 1);

        assertThat(lanes.rest(first, false)).isTrue();

        assertThat(name(lanes.begin())).isEqualTo("c1");
        assertNothingBegins();
    }

    @Test
    void aDeadLetterRepeatsNoOther() {
        add("a", 4);
        Delivery first = sent("a1");
        Delivery second = sent("a2");
        Delivery third = sent("a3");
        second.die();

        assertThat(confirm(third)).isEmpty();
        assertThat(confirm(second)).containsExactly("a2");
        assertThat(confirm(first)).containsExactly("a1", "a3");
        sent("a4");
    }

    @Test
    void aMessageThatMadeNothingIsDoneAtOnce() throws Exception {
        add("a", 3);
        Delivery first = sent("a1");

        lanes.done(lanes.begin());

        assertThat(name(lanes.begin())).isEqualTo("a3");
        assertThat(lanes.awaitRoom(10, 0)).isEqualTo(8);
        assertThat(confirm(first)).containsExactly("a1");
        assertThat(lanes.awaitRoom(10, 0)).isEqualTo(9);
    }

    @Test
    void whatIsNotConfirmedCountsAsHeld() throws Exception {
        add("a", 3);
        Delivery first = sent("a1");
        Delivery second = sent("a2");

        assertThat(lanes.awaitRoom(3, 0)).isZero();
        assertThat(confirm(second)).isEmpty();
        assertThat(lanes.awaitRoom(3, 0)).isZero();
        assertThat(confirm(first)).hasSize(2);
        assertThat(lanes.awaitRoom(3, 0)).isEqualTo(2);
    }

    @Test
    void afterAllWereAbandonedNothingBehindAFailureIsDone() throws Exception {
        add("a", 3);
        Delivery first = sent("a1");
        Delivery second = sent("a2");
        Delivery third = lanes.begin();
        lanes.abandon();

        assertThat(lanes.rest(first, false)).isTrue();
        assertThat(confirm(second)).isEmpty();
        assertThat(lanes.active()).isEqualTo(3);
        assertThat(lanes.handOver(third)).isFalse();

        lanes.awaitNoneActive();
        assertNothingBegins();
    }

    @Test
    void whatIsTriedForEverIsToldUntilItIsDone() {
        add("a", 1);
        Delivery first = sent("a1");
        assertThat(lanes.rest(first, true)).isTrue();
        assertThat(names(lanes.stuck())).containsExactly("a1");
        lanes.wake(first);

        assertThat(confirm(sent("a1"))).containsExactly("a1");

        assertThat(lanes.stuck()).isEmpty();
    }
}
