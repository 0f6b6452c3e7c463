/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreException;
import dev.serai.workflow.journal.EngineClock;
import dev.serai.workflow.journal.RetentionRows;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes executions whose time is over, a little at once, and gives their room back to the disk. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int EXECUTIONS_AT_ONCE = 100;

    private final RetentionRows rows;
    private final Function<String, RetentionSettings> settings;
    private final EngineClock clock;
    private ScheduledFuture<?> next;
    private boolean stopped;

    /** @param settings of a workflow */
    Retention(RetentionRows rows, Function<String, RetentionSettings> settings, EngineClock clock) {
        this.rows = rows;
        this.clock = clock;
        this.settings = settings;
    }

    /** Begins to remove; each round begins a while after the last has ended. */
    synchronized void start(ScheduledExecutorService scheduler, Executor executor) {
        if (!stopped) {
            next = scheduler.schedule(
                    () -> executor.execute(() -> {
                        if (rows.isOurs()) {
                            sweep();
                        }
                        start(scheduler, executor);
                    }),
                    PAUSE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Removes all whose time is over, and gives how many these were. */
    int sweep() {
        int removed = 0;
        try {
            for (String workflow : rows.workflows()) {
                removed += sweep(workflow, settings.apply(workflow));
            }
            if (removed > 0) {
                rows.giveBackSpace();
            }
        } catch (StoreException e) {
            LOG.warn("Executions whose time is over could not be removed: {}", e.getMessage());
        }
        return removed;
    }

    private int sweep(String workflow, RetentionSettings kept) {
        long now = clock.now();
        int removed = removeEndedBefore(workflow, false, now - kept.age().toMillis());
        if (kept.count() > 0) {
            OptionalLong oldestKept = rows.endOfOldestKept(workflow, kept.count());
            if (oldestKept.isPresent()) {
                removed += removeEndedBefore(workflow, false, oldestKept.getAsLong());
            }
        }
        if (!kept.deadLetterAge().isZero()) {
            removed +=
                    removeEndedBefore(workflow, true, now - kept.deadLetterAge().toMillis());
        }
        return removed;
    }

    private int removeEndedBefore(String workflow, boolean deadLetters, long time) {
        int removed = 0;
        List<String> found;
        do {
            found = rows.endedBefore(workflow, deadLetters, time, EXECUTIONS_AT_ONCE);
            for (String execution : found) {
                if (isStopped()) {
                    return removed;
                }
                rows.remove(execution);
                removed++;
            }
        } while (found.size() == EXECUTIONS_AT_ONCE);
        return removed;
    }
}
