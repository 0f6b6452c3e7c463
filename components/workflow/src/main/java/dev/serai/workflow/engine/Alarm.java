/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.EngineClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Rings once at the earliest of the times that it was told since it last rang. Thread-safe. */
final class Alarm {

    /** The clock of the machine may be set anew while somebody sleeps. */
    private static final long LONGEST_SLEEP_MILLIS = 60_000;

    private final ScheduledExecutorService scheduler;
    private final EngineClock clock;
    private final Runnable task;
    private ScheduledFuture<?> next;
    private long nextAt = Long.MAX_VALUE;
    private boolean off;

    Alarm(ScheduledExecutorService scheduler, EngineClock clock, Runnable task) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.task = task;
    }

    /** @param time in milliseconds since 1970 */
    synchronized void at(long time) {
        if (off || time >= nextAt) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        nextAt = time;
        long wait = Math.min(LONGEST_SLEEP_MILLIS, Math.max(0, time - clock.now()));
        next = scheduler.schedule(this::ring, wait, TimeUnit.MILLISECONDS);
    }

    private void ring() {
        synchronized (this) {
            nextAt = Long.MAX_VALUE;
        }
        task.run();
    }

    /** Rings again when it is set. */
    synchronized void turnOn() {
        off = false;
    }

    /** Rings no more. */
    synchronized void turnOff() {
        off = true;
        nextAt = Long.MAX_VALUE;
        if (next != null) {
            next.cancel(false);
        }
    }
}
