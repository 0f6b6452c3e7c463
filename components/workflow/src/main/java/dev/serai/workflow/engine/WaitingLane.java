/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.TreeSet;

/** The executions of one concurrency key that wait in memory. */
final class WaitingLane {

    /** More of one key wait in the store alone, so that a busy key cannot fill the window. */
    static final int LONGEST = 10;

    final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.ORDER);
    final Horizon horizon = new Horizon(Horizon.NONE);
    private boolean changed;

    /** Notes that the store may have executions that come before those in memory. */
    void changedInStore() {
        changed = horizon.isOpen();
    }

    void ask() {
        changed = false;
        horizon.ask();
    }

    /** Whether the next one to run may be in the store alone. */
    boolean needsStore() {
        return horizon.isOpen() && (changed || waiting.isEmpty() || horizon.isBefore(waiting.first()));
    }

    boolean isOver() {
        return waiting.isEmpty() && !horizon.isOpen();
    }
}
