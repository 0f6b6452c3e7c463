/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.time.Duration;

/**
 * How long others believe that this process lives. Measured from before it says so to before they lose patience, so it is
 * over here first. Two clocks must agree: one that nobody can set, and the machine's, because the first stands still on
 * some machines while these sleep. Thread-safe.
 */
final class Lease {

    private final Duration length;
    private final Duration margin;
    private volatile Moment renewed;

    /** @param margin what has to be left of it when something begins */
    Lease(Duration length, Duration margin) {
        this.length = length;
        this.margin = margin;
    }

    /** A moment by both clocks. */
    record Moment(long nanos, long millis) {

        static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }

        /** The longer of what the clocks say. */
        Duration age() {
            Duration steady = Duration.ofNanos(System.nanoTime() - nanos);
            Duration wall = Duration.ofMillis(System.currentTimeMillis() - millis);
            return steady.compareTo(wall) >= 0 ? steady : wall;
        }
    }

    /** @param said when this process began to say that it lives; others have heard of it by now */
    void renew(Moment said) {
        renewed = said;
    }

    /** Whether enough is left to begin something. */
    boolean isSafe() {
        Moment last = renewed;
        return last != null && last.age().compareTo(length.minus(margin)) < 0;
    }
}
