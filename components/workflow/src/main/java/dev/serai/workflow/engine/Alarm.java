/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Rings once at the earliest of the times that it was told since it last rang. Thread-safe. */
final class Alarm {

    /** The clock of the machine may be set anew while somebody sleeps. */
    private static final long LONGEST_SLEEP_MILLIS = 60_000;

    private final ScheduledExecutorService scheduler;
    private final Runnable task;
    private ScheduledFuture<?> next;
    private long nextAt = Long.MAX_VALUE;
    private boolean off;

    Alarm(ScheduledExecutorService scheduler, Runnable task) {
        this.scheduler = scheduler;
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
        long wait = Math.min(LONGEST_SLEEP_MILLIS, Math.max(0, time - System.currentTimeMillis()));
        next = scheduler.schedule(this::ring, wait, TimeUnit.MILLISECONDS);
    }

    private void ring() {
        synchronized (this) {
            nextAt = Long.MAX_VALUE;
        }
        task.run();
    }

    /** Rings no more. */
    synchronized void turnOff() {
        off = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
