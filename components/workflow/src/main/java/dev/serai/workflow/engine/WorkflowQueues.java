/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.connector.Names;
import dev.serai.workflow.UnrecoverableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The queue of each version of each workflow, and which version new executions get. Thread-safe. */
final class WorkflowQueues {

    private final Map<String, WorkflowQueue> current = new ConcurrentHashMap<>();
    private final Map<String, WorkflowQueue> all = new ConcurrentHashMap<>();
    private boolean open;

    /** Adds the queue of a version. */
    synchronized void add(WorkflowQueue queue, boolean isCurrent) {
        String name = queue.workflow().name();
        if (all.putIfAbsent(key(name, queue.workflow().version()), queue) != null
                || (isCurrent && current.putIfAbsent(name, queue) != null)) {
            throw new IllegalStateException("Two routes begin with workflow:" + name
                    + ". Give one of them another name; a workflow has one route.");
        }
        if (open) {
            queue.open();
        }
    }

    /** Takes a version away; its executions stay in the store. */
    synchronized void remove(Workflow workflow) {
        WorkflowQueue queue = all.remove(key(workflow.name(), workflow.version()));
        if (queue != null) {
            queue.close();
            current.remove(workflow.name(), queue);
        }
    }

    boolean contains(String workflow, String version) {
        return all.containsKey(key(workflow, version));
    }

    /**
     * The queue that new executions go to.
     *
     * @throws UnrecoverableException when there is no workflow of that name
     */
    WorkflowQueue current(String workflow) {
        WorkflowQueue queue = current.get(workflow);
        if (queue == null) {
            throw new UnrecoverableException("There is no workflow '" + workflow + "'. "
                    + Names.suggestion(workflow, current.keySet())
                    + " A workflow is a route that begins with workflow:NAME.");
        }
        return queue;
    }

    /** A limit that was raised since counts for executions of older versions too: they could not go on otherwise. */
    int maxSteps(Workflow workflow) {
        WorkflowQueue newest = current.get(workflow.name());
        int own = workflow.settings().maxSteps();
        return newest == null ? own : Math.max(own, newest.workflow().settings().maxSteps());
    }

    /** How long executions of a workflow are kept, as its current version says; nothing is said of unknown ones. */
    RetentionSettings retention(String workflow) {
        WorkflowQueue newest = current.get(workflow);
        return newest == null
                ? RetentionSettings.AS_FOR_ALL
                : newest.workflow().settings().retention();
    }

    /** Begins to run executions. */
    synchronized void open() {
        open = true;
        all.values().forEach(WorkflowQueue::open);
    }

    /** Runs no more executions. */
    synchronized void close() {
        open = false;
        all.values().forEach(WorkflowQueue::close);
    }

    /** Looks for executions whose turn has come, because something changed in the store. */
    void refill() {
        all.values().forEach(WorkflowQueue::refill);
    }

    private static String key(String workflow, String version) {
        return workflow + "@" + version;
    }
}
