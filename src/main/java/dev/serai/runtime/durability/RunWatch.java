/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import dev.serai.workflow.engine.EngineStatistics.Figures;
import dev.serai.workflow.engine.WorkflowEngine;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** Follows a running workspace: how far it is, and whether anything is left to do. Used by one thread. */
public final class RunWatch {

    private final CamelContext camelContext;
    private final WorkflowEngine engine;
    private final TriggerPolls polls;
    private final long begin = System.nanoTime();
    private long lastBusy = System.nanoTime();
    private long lastEnded;

    /** Begins to watch a context whose routes all run. */
    public RunWatch(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.engine = WorkflowEngine.of(camelContext);
        this.polls = new TriggerPolls(camelContext);
    }

    /**
     * Whether nothing is queued, running or due, and every trigger that polls has looked for work since anything was.
     * Looks once; called again and again it finds the moment.
     */
    public boolean isIdle() {
        long ended = ended();
        boolean busy = engine.hasWork() || camelContext.getInflightRepository().size() > 0 || ended != lastEnded;
        if (busy) {
            lastBusy = System.nanoTime();
            lastEnded = ended;
            return false;
        }
        return polls.allPolledSince(lastBusy);
    }

    /** Executions that ended in this run. */
    public long ended() {
        return engine.statistics().figures().values().stream()
                .mapToLong(figures -> figures.completed() + figures.deadLettered())
                .sum();
    }

    /** Executions that ended in this run or are still to end. */
    public long known() {
        return ended() + engine.statistics().unfinished();
    }

    /** Executions that became dead letters in this run. */
    public long deadLettered() {
        return engine.statistics().figures().values().stream()
                .mapToLong(Figures::deadLettered)
                .sum();
    }

    /** What was done so far. */
    public RunReport report() {
        return RunReport.of(camelContext, Duration.ofNanos(System.nanoTime() - begin));
    }
}
