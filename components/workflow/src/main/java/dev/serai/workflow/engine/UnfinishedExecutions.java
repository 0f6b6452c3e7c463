/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Unfinished;

/** What the store has that this process can go on with. Thread-safe. */
final class UnfinishedExecutions {

    private final ExecutionTables tables;
    private final WorkflowQueues queues;
    private final EngineStatistics statistics;

    UnfinishedExecutions(ExecutionTables tables, WorkflowQueues queues, EngineStatistics statistics) {
        this.tables = tables;
        this.queues = queues;
        this.statistics = statistics;
    }

    /** Counts it anew; executions of a version that cannot be loaded wait for another process. */
    void count() {
        statistics.unfinished(tables.queue().unfinished().stream()
                .filter(version -> queues.contains(version.workflow(), version.version()))
                .mapToLong(Unfinished::count)
                .sum());
    }

    /**
     * Finds out where it stands after the store was away: what became of the last writes was not told.
     *
     * @throws dev.serai.store.StoreException when the store is away again
     */
    void lookAgain(Outcomes outcomes, ExecutionControl control) {
        count();
        outcomes.lookAgain();
        control.settleAgain();
    }
}
