/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.connector.Names;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.journal.Awakened;
import dev.serai.workflow.journal.ExecutionRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The queue of each version of each workflow, and which version new executions get. Thread-safe. */
final class WorkflowQueues {

    private final Map<String, WorkflowQueue> current = new ConcurrentHashMap<>();
    private final Map<String, WorkflowQueue> all = new ConcurrentHashMap<>();
    private final Map<String, WorkflowPlaces> places = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private Function<Workflow, WorkflowQueue> queueing;
    private boolean open;

    /** Says how the queue of a version is made. */
    synchronized void use(Function<Workflow, WorkflowQueue> newQueueing) {
        queueing = newQueueing;
    }

    /**
     * Adds the queue of a version.
     *
     * @return false when the version has one already, and only its route was not there yet
     * @throws IllegalStateException when the version is there already
     */
    synchronized boolean add(Workflow workflow) {
        String name = workflow.name();
        String key = key(name, workflow.version());
        WorkflowQueue known = all.get(key);
        if (known != null) {
            if (known.workflow() instanceof WorkflowOnDemand onDemand && onDemand.made(workflow)) {
                return false;
            }
            throw new IllegalStateException("Two routes begin with workflow:" + name
                    + ". Give one of them another name; a workflow has one route.");
        }
        WorkflowQueue queue = queueing.apply(workflow);
        all.put(key, queue);
        if (paused.contains(name)) {
            queue.pause(true);
        }
        if (open) {
            queue.open();
        }
        return true;
    }

    /** The places that all versions of a workflow share. */
    WorkflowPlaces places(String workflow) {
        return places.computeIfAbsent(workflow, name -> new WorkflowPlaces());
    }

    /** Holds back the executions of a workflow that have not begun, or lets them begin. */
    synchronized void pause(String workflow, boolean newPaused) {
        if (newPaused) {
            paused.add(workflow);
        } else {
            paused.remove(workflow);
        }
        all.values().stream()
                .filter(queue -> queue.workflow().name().equals(workflow))
                .forEach(queue -> queue.pause(newPaused));
    }

    /** Holds back the executions of these workflows that have not begun, and of no others. */
    synchronized void paused(Set<String> workflows) {
        Set<String> changed = new HashSet<>(workflows);
        changed.removeAll(paused);
        Set<String> resumed = new HashSet<>(paused);
        resumed.removeAll(workflows);
        changed.forEach(workflow -> pause(workflow, true));
        resumed.forEach(workflow -> pause(workflow, false));
    }

    /** What waits or runs in memory, or is about to be added to the store. */
    Set<String> known() {
        Set<String> known = new HashSet<>();
        all.values().forEach(queue -> known.addAll(queue.known()));
        return known;
    }

    /**
     * Takes out an execution that waits in memory, because something else happens to it.
     *
     * @return whether it may be under way instead
     */
    boolean remove(String executionId) {
        boolean underWay = false;
        for (WorkflowQueue queue : all.values()) {
            underWay |= queue.remove(executionId);
        }
        return underWay;
    }

    /** Gives new executions a version that is there. */
    synchronized void makeCurrent(String workflow, String version) {
        current.put(workflow, all.get(key(workflow, version)));
    }

    /** Refuses new executions. */
    synchronized void withdraw(String workflow) {
        current.remove(workflow);
    }

    /** The version that new executions get, by workflow. */
    SortedMap<String, String> current() {
        SortedMap<String, String> versions = new TreeMap<>();
        current.forEach(
                (workflow, queue) -> versions.put(workflow, queue.workflow().version()));
        return versions;
    }

    boolean isCurrent(String workflow, String version) {
        WorkflowQueue queue = current.get(workflow);
        return queue != null && queue.workflow().version().equals(version);
    }

    /** Takes a version away; its executions stay in the store. */
    synchronized void remove(Workflow workflow) {
        WorkflowQueue queue = all.remove(key(workflow.name(), workflow.version()));
        if (queue != null) {
            queue.close();
            current.remove(workflow.name(), queue);
        }
    }

    /** The versions that new executions do not get. */
    List<Workflow> idle() {
        return all.values().stream()
                .map(WorkflowQueue::workflow)
                .filter(workflow -> !isCurrent(workflow.name(), workflow.version()))
                .toList();
    }

    /** Takes no further execution on a version; false when some are in memory or may be soon. */
    boolean retire(Workflow workflow) {
        return all.get(key(workflow.name(), workflow.version())).retire();
    }

    /** Takes a version's retirement back. */
    void reinstate(Workflow workflow) {
        all.get(key(workflow.name(), workflow.version())).reinstate();
    }

    boolean contains(String workflow, String version) {
        return all.containsKey(key(workflow, version));
    }

    /** The queue of a version; empty when it is not there. */
    Optional<WorkflowQueue> find(String workflow, String version) {
        return Optional.ofNullable(all.get(key(workflow, version)));
    }

    /**
     * Announces a new execution to the queue that takes it.
     *
     * @param execution as it begins on a version
     * @throws UnrecoverableException when there is no workflow of that name
     */
    Expected expect(String workflow, Function<Workflow, ExecutionRecord> execution) {
        while (true) {
            WorkflowQueue queue = current(workflow);
            Optional<ExecutionRecord> expected = queue.expect(execution.apply(queue.workflow()));
            // Another version may have become the current one since.
            if (expected.isPresent()) {
                return new Expected(queue, expected.get());
            }
        }
    }

    /** An execution that is about to be added, and the queue that takes it then. */
    record Expected(WorkflowQueue queue, ExecutionRecord execution) {}

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

    /** Looks for an execution that can go on now. */
    void awaken(Awakened execution) {
        WorkflowQueue queue = all.get(key(execution.workflow(), execution.version()));
        if (queue != null) {
            queue.awaken(execution.executionId());
        }
    }

    private static String key(String workflow, String version) {
        return workflow + "@" + version;
    }
}
