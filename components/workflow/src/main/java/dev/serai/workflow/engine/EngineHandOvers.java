/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.StoreCallback;
import dev.serai.workflow.engine.WorkflowQueues.Expected;
import dev.serai.workflow.execution.HandOvers;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.StartTerms;
import java.util.Optional;

/** Puts what steps hand over into the queues. */
final class EngineHandOvers implements HandOvers {

    private final ExecutionTables tables;
    private final WorkflowQueues queues;
    private final EngineStatistics statistics;
    private final GroupTimer groups;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    EngineHandOvers(ExecutionTables tables, WorkflowQueues queues, EngineStatistics statistics, GroupTimer groups) {
        this.tables = tables;
        this.queues = queues;
        this.statistics = statistics;
        this.groups = groups;
    }

    @Override
    public void startChild(
            ExecutionRecord parent, String entry, byte[] input, String key, StoreCallback<String> callback) {
        long now = tables.clock().now();
        ExecutionRecord begun = new ExecutionRecord(
                newId(),
                parent.workflow(),
                parent.version(),
                entry,
                input,
                1,
                now,
                now,
                StartTerms.DEFAULTS
                        .withKey(key)
                        .withParent(parent.id())
                        .withPriority(parent.terms().priority()));
        Optional<Expected> expected = queues.find(begun.workflow(), begun.version())
                .flatMap(queue -> queue.expect(begun).map(execution -> new Expected(queue, execution)));
        ExecutionRecord child = expected.map(Expected::execution).orElse(begun);
        tables.executions().insertChild(child, parent.node(), (id, failure) -> {
            if (child.id().equals(id)) {
                count(child.workflow());
                expected.ifPresent(found -> found.queue().offer(child));
            } else {
                expected.ifPresent(found -> found.queue().withdraw(child, failure == null));
            }
            callback.done(id, failure);
        });
    }

    @Override
    public String newId() {
        return ids.generate().toString();
    }

    @Override
    public void added(String workflow, String version) {
        count(workflow);
        queues.find(workflow, version).ifPresent(WorkflowQueue::refill);
    }

    private void count(String workflow) {
        statistics.changeUnfinished(1);
        statistics.of(workflow).started.increment();
    }

    @Override
    public void groupDue(long at) {
        groups.wakeUpAt(at);
    }
}
