/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Lets those who want the same thing have it one after another, in the order in which they came. Thread-safe. */
final class Turns {

    private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

    /** Runs a task when it has its turn: at once, or when those before have called {@link #end}. */
    void take(String of, Runnable task) {
        synchronized (this) {
            Deque<Runnable> before = waiting.get(of);
            if (before != null) {
                before.add(task);
                return;
            }
            waiting.put(of, new ArrayDeque<>());
        }
        task.run();
    }

    /** Ends a turn; the next one's task runs on the executor. */
    void end(String of, Executor executor) {
        Runnable next;
        synchronized (this) {
            next = waiting.get(of).poll();
            if (next == null) {
                waiting.remove(of);
            }
        }
        if (next != null) {
            executor.execute(next);
        }
    }
}
