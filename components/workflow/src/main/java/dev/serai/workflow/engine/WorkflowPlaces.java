/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** How many executions of a workflow run, of all its versions together, and how many of each concurrency key. */
final class WorkflowPlaces {

    private final Map<String, Integer> takenByKey = new HashMap<>();
    private final Set<Runnable> queues = new CopyOnWriteArraySet<>();
    private int taken;

    /** @param turn lets the queue of a version look whether it can run one */
    void join(Runnable turn) {
        queues.add(turn);
    }

    void leave(Runnable turn) {
        queues.remove(turn);
    }

    /**
     * Whether one more execution may run.
     *
     * @param key its concurrency key, or null
     */
    synchronized boolean isFree(String key, WorkflowSettings settings) {
        return taken < settings.maxConcurrent()
                && (key == null || takenByKey.getOrDefault(key, 0) < settings.maxConcurrentPerKey());
    }

    synchronized boolean isFull(WorkflowSettings settings) {
        return taken >= settings.maxConcurrent();
    }

    /** Takes a place; false when there is none, because another version was quicker. */
    synchronized boolean take(String key, WorkflowSettings settings) {
        if (!isFree(key, settings)) {
            return false;
        }
        taken++;
        if (key != null) {
            takenByKey.merge(key, 1, Integer::sum);
        }
        return true;
    }

    /** Gives a place back that nobody waits for, because there are no others either. */
    synchronized void untake(String key) {
        taken--;
        if (key != null) {
            takenByKey.computeIfPresent(key, (any, count) -> count == 1 ? null : count - 1);
        }
    }

    /** @param turn of the queue that gives the place back, which looks for itself */
    void giveBack(String key, Runnable turn) {
        untake(key);
        queues.stream().filter(queue -> queue != turn).forEach(Runnable::run);
    }
}
