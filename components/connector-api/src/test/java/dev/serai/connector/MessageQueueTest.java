/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageQueueTest {

    private final List<Long> drops = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"DROP_OLDEST, 8, 9", "DROP_NEWEST, 0, 1"})
    void dropsWhatTheRuleSaysAndTellsEachDoubling(Overflow overflow, int first, int second) {
        MessageQueue<Integer> queue = new MessageQueue<>(2, overflow, drops::add);
        List<Boolean> room = new ArrayList<>();
        for (int message = 0; message < 10; message++) {
            room.add(queue.add(message));
        }

        assertThat(room.subList(0, 3)).containsExactly(true, true, false);
        assertThat(queue.room()).isZero();
        assertThat(List.of(queue.poll(), queue.poll())).containsExactly(first, second);
        assertThat(queue.poll()).isNull();
        assertThat(drops).containsExactly(1L, 2L, 4L, 8L);
    }

    @Test
    void losesNothingWhereTheOtherSideWaits() {
        MessageQueue<Integer> queue = new MessageQueue<>(1, Overflow.WAIT, drops::add);
        assertThat(queue.add(1)).isTrue();
        assertThat(queue.add(2)).isFalse();
        int taken = queue.poll();
        queue.putBack(taken);

        assertThat(queue.size()).isEqualTo(2);
        assertThat(List.of(queue.poll(), queue.poll())).containsExactly(1, 2);
        assertThat(drops).isEmpty();
        assertThat(queue.room()).isEqualTo(1);
    }
}
