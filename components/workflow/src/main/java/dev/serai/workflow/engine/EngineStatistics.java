/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what happened since the engine started, by workflow. Thread-safe. */
public final class EngineStatistics {

    private final Map<String, Counters> byWorkflow = new ConcurrentSkipListMap<>();
    private final AtomicLong unfinished = new AtomicLong();
    private final AtomicLong resumed = new AtomicLong();

    Counters of(String workflow) {
        return byWorkflow.computeIfAbsent(workflow, name -> new Counters());
    }

    void changeUnfinished(long by) {
        unfinished.addAndGet(by);
    }

    void unfinished(long count) {
        unfinished.set(count);
    }

    void resumed(long count) {
        resumed.set(count);
    }

    /** Executions that are queued, running, or wait for their next attempt. */
    public long unfinished() {
        return unfinished.get();
    }

    /** Executions that were under way when the last process ended, and go on in this one. */
    public long resumed() {
        return resumed.get();
    }

    /** The counts of each workflow, by name. */
    public Map<String, Figures> figures() {
        Map<String, Figures> figures = new ConcurrentSkipListMap<>();
        byWorkflow.forEach((name, counters) -> figures.put(name, counters.figures()));
        return figures;
    }

    /**
     * Counts since the engine started.
     *
     * @param started executions that were added to the queue
     * @param completed executions that reached the end of their route
     * @param deadLettered executions that became dead letters
     * @param retried attempts that failed and were followed by another
     */
    public record Figures(long started, long completed, long deadLettered, long retried) {}

    /** The counters of one workflow. */
    static final class Counters {
        final LongAdder started = new LongAdder();
        final LongAdder completed = new LongAdder();
        final LongAdder deadLettered = new LongAdder();
        final LongAdder retried = new LongAdder();

        private Figures figures() {
            return new Figures(started.sum(), completed.sum(), deadLettered.sum(), retried.sum());
        }
    }
}
