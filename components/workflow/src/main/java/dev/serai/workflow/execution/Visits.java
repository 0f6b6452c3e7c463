/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.mistake.Mistake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Counts how often an execution came by each step. Loops and redeliveries are told apart from each other by this count
 * alone, because Camel's own counters are overwritten by inner loops. Thread-safe.
 */
final class Visits {

    private final ConcurrentNavigableMap<String, Count> counts = new ConcurrentSkipListMap<>();

    /**
     * @param place the step's place: frames and path
     * @param redelivered the error handler sent the exchange to the step again
     */
    Visit arrive(String place, boolean redelivered) {
        Count count = counts.computeIfAbsent(place, key -> new Count());
        synchronized (count) {
            boolean redelivery = redelivered && count.lastFailed;
            if (!(redelivery && Mistake.COUNTS_NO_REDELIVERY.isMade())) {
                count.number++;
            }
            if (!redelivery) {
                count.first = count.number;
            }
            count.lastFailed = false;
            return new Visit(place + Frame.VISIT + count.number, redelivery, count.first);
        }
    }

    void failed(String place) {
        Count count = counts.get(place);
        synchronized (count) {
            count.lastFailed = true;
        }
    }

    /** How the steps right under a place stand, by the rest of their places. Those in inner frames are never met again. */
    Map<String, int[]> under(String place) {
        Map<String, int[]> found = new LinkedHashMap<>();
        String prefix = place + Frame.UNDER;
        counts.subMap(prefix, prefix + Character.MAX_VALUE).forEach((key, count) -> {
            if (key.indexOf(Frame.INSIDE, prefix.length()) < 0) {
                synchronized (count) {
                    found.put(key.substring(prefix.length()), count.state());
                }
            }
        });
        return found;
    }

    /** Sets the counts of the steps right under a place to what {@link #under} gave. */
    void restore(String place, Map<String, int[]> states) {
        states.forEach((rest, state) -> counts.put(place + Frame.UNDER + rest, new Count(state)));
    }

    private static final class Count {
        private int number;
        private int first;
        private boolean lastFailed;

        Count() {}

        Count(int[] state) {
            number = state[0];
            first = state[1];
            lastFailed = state[2] == 1;
        }

        private int[] state() {
            return new int[] {number, first, lastFailed ? 1 : 0};
        }
    }
}
