/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.Execution;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The attempts that are in memory, each with the queue it came from. Thread-safe. */
final class RunningExecutions {

    private final Map<Execution, WorkflowQueue> running = new ConcurrentHashMap<>();

    int count() {
        return running.size();
    }

    void add(Execution execution, WorkflowQueue queue) {
        running.put(execution, queue);
    }

    WorkflowQueue queueOf(Execution execution) {
        return running.get(execution);
    }

    WorkflowQueue remove(Execution execution) {
        WorkflowQueue queue = running.remove(execution);
        if (running.isEmpty()) {
            synchronized (running) {
                running.notifyAll();
            }
        }
        return queue;
    }

    /** Asks an execution to leave at its next border, if it is here. */
    void askToLeave(String executionId) {
        running.keySet().stream()
                .filter(execution -> execution.id().equals(executionId))
                .forEach(Execution::askToLeave);
    }

    /** Makes durable what they have recorded since some time. */
    void flushLingering() {
        running.keySet().forEach(Execution::flushLingering);
    }

    /** Leaves all of them in their tracks, wherever they are. */
    void leave() {
        running.keySet().forEach(Execution::leave);
    }

    /** Waits until none is left; false when some still are after the time. */
    boolean awaitNone(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (running) {
            while (!running.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    running.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }
}
