/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreException;
import dev.serai.store.StoreNode;
import dev.serai.workflow.journal.ExecutionTables;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine among those that share its store: what it shares with them, and what it takes over of those that are gone. */
final class EngineNode {

    private static final Logger LOG = LoggerFactory.getLogger(EngineNode.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ExecutionTables tables;
    private final WorkflowQueues queues;
    private final EngineThreads threads;
    private final ExecutionRunner runner;
    private final ExecutionLimit limit;
    private final SharedPlacesOfWorkflows places;
    private final NodeWatch watch;
    private final Runnable whenTakenOver;
    private volatile boolean open;

    /** @param whenTakenOver looks for what has to be done of what others had */
    EngineNode(
            ExecutionTables tables,
            WorkflowQueues queues,
            EngineThreads threads,
            ExecutionRunner runner,
            ExecutionLimit limit,
            NodeWatch watch,
            Runnable whenTakenOver) {
        this.tables = tables;
        this.queues = queues;
        this.threads = threads;
        this.runner = runner;
        this.limit = limit;
        this.watch = watch;
        this.whenTakenOver = whenTakenOver;
        this.places = new SharedPlacesOfWorkflows(tables, threads.executor());
    }

    private StoreNode node() {
        return tables.node();
    }

    /** Puts what was under way when the last process ended back into the queue, and gives how many executions these were. */
    int recover() {
        return node().isShared()
                ? tables.nodes().takeOver(true)
                : tables.queue().recover();
    }

    /** The queue of a version. */
    WorkflowQueue queueOf(Workflow workflow) {
        return node().isShared()
                ? new SharedQueue(
                        workflow,
                        tables,
                        limit,
                        places.of(workflow.name()),
                        threads.scheduler(),
                        threads.executor(),
                        runner)
                : new ExclusiveQueue(
                        workflow, tables, limit, queues.places(workflow.name()), threads.scheduler(), runner);
    }

    /** Begins to look after what the others do. */
    void open() {
        if (!node().isShared()) {
            return;
        }
        open = true;
        node().whenOthersGo(this::takeOverLater);
        takeOver();
        watch.start(places, threads.scheduler(), threads.executor());
    }

    /** Leaves what is in memory no more to the others. */
    void stop() {
        if (!node().isShared()) {
            return;
        }
        open = false;
        watch.stop();
        try {
            tables.nodes().release(queues.known());
        } catch (StoreException e) {
            LOG.debug("Others take what this process had when they miss it: {}", e.getMessage());
        }
    }

    /**
     * Finds out what this process has, after the store was away.
     *
     * @throws StoreException when the store is away again
     */
    void lookAgain() {
        if (node().isShared()) {
            // When this process was thought dead, what it had is in the name of a node that is gone.
            tables.nodes().takeOver(false);
            tables.nodes().release(queues.known());
        }
    }

    private void takeOverLater() {
        // The store may outlive the engine.
        if (open) {
            threads.executor().execute(this::takeOver);
        }
    }

    /** Goes on with what processes did that are gone. */
    private void takeOver() {
        if (!open) {
            return;
        }
        try {
            int found = tables.nodes().takeOver(false);
            if (found > 0) {
                LOG.info("Going on with {} executions of processes that are gone.", found);
            }
            whenTakenOver.run();
        } catch (StoreException e) {
            LOG.warn("Executions of processes that are gone do not go on yet: {}", e.getMessage());
            var unused = threads.later(RETRY, this::takeOver);
        }
    }
}
