/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.StartTerms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingWindowTest {

    private static final long NOW = 1_000_000_000;

    private final WaitingWindow window = new WaitingWindow();
    private final Set<String> busy = new HashSet<>();

    @Test
    void nothingRunsBeforeTheStoreWasAsked() {
        window.add(waiting("a", 5, 0, null), 0);
        assertThat(next()).isEmpty();
        answer(Horizon.NONE);
        assertThat(next()).contains("a");
    }

    @Test
    void aHigherPriorityGoesFirstAndWaitingMakesUpForALowerOne() {
        answer(Horizon.NONE);
        window.add(waiting("low", 1, 0, null), 0);
        window.add(waiting("high", 10, 269_999, null), 0);
        window.add(waiting("late", 10, 270_001, null), 0);
        assertThat(run(3)).containsExactly("high", "low", "late");
    }

    @Test
    void whatComesAfterSomethingInTheStoreWaitsUntilItIsRead() {
        answer(waiting("left", 5, 10, null).rank());
        window.add(waiting("before", 5, 5, null), 0);
        window.add(waiting("after", 5, 20, null), 0);
        assertThat(run(2)).containsExactly("before");
        assertThat(needsStore()).isTrue();
    }

    @Test
    void theLastInLineLeavesAFullWindow() {
        answer(Horizon.NONE);
        for (int i = 0; i < WaitingWindow.SIZE; i++) {
            assertThat(window.add(waiting("e" + i, 5, i, null), 0)).isNull();
        }
        Waiting left = window.add(waiting("urgent", 10, 0, null), 0);
        assertThat(left.id()).isEqualTo("e" + (WaitingWindow.SIZE - 1));
        assertThat(next()).contains("urgent");
        run(WaitingWindow.SIZE);
        window.add(waiting("new", 5, WaitingWindow.SIZE, null), 0);
        assertThat(next()).as("the one that left comes first").isEmpty();
    }

    @Test
    void aBusyKeyHoldsUpNobody() {
        answer(Horizon.NONE);
        for (int i = 0; i < 10_000; i++) {
            window.add(waiting("busy" + i, 10, i, "customer"), 1);
        }
        window.add(waiting("other", 1, 20_000, null), 1);
        busy.add("customer");
        assertThat(next()).contains("other");
        assertThat(window.keysInStore()).containsExactly("customer");
        assertThat(window.keysToAsk(this::isFree)).isEmpty();
    }

    @Test
    void theNextOfAKeyComesFromTheStoreWhenMemoryHasNone() {
        answer(Horizon.NONE);
        for (int i = 0; i < WaitingLane.LONGEST + 1; i++) {
            window.add(waiting("e" + i, 5, i, "customer"), 0);
        }
        run(WaitingLane.LONGEST);
        assertThat(next()).isEmpty();
        assertThat(needsStore()).isTrue();
        assertThat(window.keysToAsk(this::isFree)).containsExactly("customer");
        window.ask(List.of("customer"));
        window.answer("customer", Horizon.NONE);
        window.add(waiting("e10", 5, 10, "customer"), 0);
        assertThat(run(1)).containsExactly("e10");
        assertThat(window.keysInStore()).isEmpty();
    }

    @Test
    void whatIsLeftInTheStoreWhileItIsReadIsNotForgotten() {
        answer(Horizon.NONE);
        window.ask(List.of());
        for (int i = 0; i <= WaitingWindow.SIZE; i++) {
            window.add(waiting("e" + i, 5, i, null), 0);
        }
        window.answer(Horizon.NONE);
        run(WaitingWindow.SIZE);
        assertThat(needsStore()).isTrue();
    }

    private void answer(long rank) {
        window.ask(List.of());
        window.answer(rank);
    }

    private boolean isFree(String key) {
        return !busy.contains(key);
    }

    private boolean needsStore() {
        return window.needsStore(0, this::isFree);
    }

    private Optional<String> next() {
        return window.next(this::isFree).map(Waiting::id);
    }

    private List<String> run(int most) {
        List<String> ran = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Optional<Waiting> next = window.next(this::isFree);
            next.ifPresent(window::remove);
            next.ifPresent(waiting -> ran.add(waiting.id()));
        }
        return ran;
    }

    private static Waiting waiting(String id, int priority, long dueAfterNow, String concurrencyKey) {
        StartTerms terms = StartTerms.DEFAULTS.withPriority(priority).withConcurrencyKey(concurrencyKey);
        return new Waiting(
                new ExecutionRecord(id, "job", "v", null, new byte[0], 1, NOW + dueAfterNow, NOW, terms), true);
    }
}
