/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets those who have read everything wait for more of this process; others' events they look for themselves. Thread-safe. */
final class NewEvents {

    private long came;

    /** There are more. */
    synchronized void came() {
        came++;
        notifyAll();
    }

    /** How often there were more; to be asked before one looks. */
    synchronized long seen() {
        return came;
    }

    /** Waits until there are more than when one looked last, for a time. */
    synchronized void await(long seen, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        while (came == seen && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
    }
}
