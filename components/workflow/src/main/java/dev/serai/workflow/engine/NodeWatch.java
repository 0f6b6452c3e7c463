/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRows.WorkflowVersion;
import dev.serai.workflow.journal.ExecutionTables;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for what other processes left in the store that this one has to do with: executions that anybody
 * may run, requests, ends that somebody here waits for, places, what holds for a workflow as a whole.
 */
final class NodeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

    private static final Duration BETWEEN = Duration.ofMillis(250);

    /** What holds for whole workflows changes seldom. */
    private static final int LOOKS_BETWEEN_WORKFLOWS = 4;

    /** A version that is not here is loaded when nobody else has taken its executions for so many looks. */
    private static final int PATIENCE = 8;

    private final ExecutionTables tables;
    private final WorkflowQueues queues;
    private final ExecutionControl control;
    private final Outcomes outcomes;
    private final Versions versions;
    private final EngineStatistics statistics;
    private final Map<WorkflowVersion, Integer> unknown = new HashMap<>();
    private ScheduledFuture<?> looking;
    private int looks;

    NodeWatch(
            ExecutionTables tables,
            WorkflowQueues queues,
            ExecutionControl control,
            Outcomes outcomes,
            Versions versions,
            EngineStatistics statistics) {
        this.tables = tables;
        this.queues = queues;
        this.control = control;
        this.outcomes = outcomes;
        this.versions = versions;
        this.statistics = statistics;
    }

    /** @param places what this process has of them is shared with others */
    synchronized void start(SharedPlacesOfWorkflows places, ScheduledExecutorService scheduler, Executor executor) {
        looking = scheduler.schedule(
                () -> executor.execute(() -> {
                    look(places);
                    goOn(places, scheduler, executor);
                }),
                BETWEEN.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private synchronized void goOn(
            SharedPlacesOfWorkflows places, ScheduledExecutorService scheduler, Executor executor) {
        if (looking != null) {
            start(places, scheduler, executor);
        }
    }

    synchronized void stop() {
        if (looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }

    private void look(SharedPlacesOfWorkflows places) {
        try {
            places.share(tables.places().wantedByOthers(tables.node().id()));
            lookForDue();
            control.lookForRequests();
            outcomes.lookForEnds();
            if (++looks % LOOKS_BETWEEN_WORKFLOWS == 0) {
                queues.paused(Set.copyOf(tables.workflows().paused()));
                versions.follow();
                statistics.unfinished(tables.nodes().unfinished());
            }
        } catch (RuntimeException e) {
            LOG.debug("What other processes left in the store could not be read: {}", e.getMessage());
        }
    }

    private void lookForDue() {
        Set<WorkflowVersion> due = Set.copyOf(tables.nodes().due(tables.clock().now()));
        unknown.keySet().retainAll(due);
        for (WorkflowVersion version : due) {
            if (queues.contains(version.workflow(), version.version())) {
                queues.find(version.workflow(), version.version()).ifPresent(WorkflowQueue::refill);
            } else if (unknown.merge(version, 1, Integer::sum) == PATIENCE) {
                versions.ensureLoaded(version.workflow(), version.version());
            }
        }
    }
}
