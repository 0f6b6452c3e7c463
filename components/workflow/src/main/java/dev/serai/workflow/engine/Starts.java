/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.engine.WorkflowQueues.Expected;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;

/** Adds executions to the store and hands them to the queues. Thread-safe. */
final class Starts {

    private final ExecutionTables tables;
    private final WorkflowQueues queues;
    private final EngineStatistics statistics;
    private final Outcomes outcomes;
    private final ExecutionDeadlines deadlines;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Starts(
            ExecutionTables tables,
            WorkflowQueues queues,
            EngineStatistics statistics,
            Outcomes outcomes,
            ExecutionDeadlines deadlines) {
        this.tables = tables;
        this.queues = queues;
        this.statistics = statistics;
        this.outcomes = outcomes;
        this.deadlines = deadlines;
    }

    /** @throws UnrecoverableException when there is no workflow of that name */
    void start(StartRequest request, StartCallback callback) {
        start(ids.generate().toString(), request, callback);
    }

    /** Like {@link #start}, for a caller that waits for the end: its outcome need not be looked up. */
    void startAwaited(StartRequest request, StartCallback callback) {
        String newId = ids.generate().toString();
        outcomes.expect(newId);
        try {
            start(newId, request, (id, started, failure) -> {
                if (!started) {
                    outcomes.forget(newId);
                }
                callback.done(id, started, failure);
            });
        } catch (RuntimeException e) {
            outcomes.forget(newId);
            throw e;
        }
    }

    private void start(String newId, StartRequest request, StartCallback callback) {
        long now = tables.clock().now();
        Expected expected = queues.expect(
                request.workflow(),
                workflow -> request.record(
                        newId, workflow.version(), workflow.settings().executionTimeout(), now));
        WorkflowQueue queue = expected.queue();
        ExecutionRecord record = expected.execution();
        statistics.changeUnfinished(1);
        tables.executions().insert(record, (id, failure) -> {
            boolean isNew = record.id().equals(id);
            if (isNew) {
                statistics.of(request.workflow()).started.increment();
                queue.offer(record);
                deadlines.expect(record.terms().deadlineAt());
            } else {
                statistics.changeUnfinished(-1);
                queue.withdraw(record, failure == null);
            }
            callback.done(id, isNew, failure);
        });
    }
}
