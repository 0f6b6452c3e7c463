/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.mistake.Mistake;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often an execution came by each step. Loops and redeliveries are told apart from each other by this count
 * alone, because Camel's own counters are overwritten by inner loops. Thread-safe.
 */
final class Visits {

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

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
            return new Visit(place + "@" + count.number, redelivery, count.first);
        }
    }

    void failed(String place) {
        Count count = counts.get(place);
        synchronized (count) {
            count.lastFailed = true;
        }
    }

    private static final class Count {
        private int number;
        private int first;
        private boolean lastFailed;
    }
}
