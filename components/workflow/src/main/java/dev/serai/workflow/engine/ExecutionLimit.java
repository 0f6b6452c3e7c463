/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/** How many executions run at once in all. A queue that was turned away is called when there is room again. */
final class ExecutionLimit {

    private final Set<Runnable> turnedAway = new LinkedHashSet<>();
    private int free;

    ExecutionLimit(int limit) {
        this.free = limit;
    }

    /** Takes a place; when there is none, {@code whenFree} is called once there is. */
    synchronized boolean acquire(Runnable whenFree) {
        if (free == 0) {
            turnedAway.add(whenFree);
            return false;
        }
        free--;
        return true;
    }

    void release() {
        Runnable next = null;
        synchronized (this) {
            free++;
            var waiting = turnedAway.iterator();
            if (waiting.hasNext()) {
                next = waiting.next();
                waiting.remove();
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
