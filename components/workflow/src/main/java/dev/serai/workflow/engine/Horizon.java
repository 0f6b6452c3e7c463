/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/**
 * From which rank on the store may have executions that are not in memory. What lies beyond must not run before the
 * store was asked. Guarded by the queue's lock.
 */
final class Horizon {

    /** Memory has all there is. */
    static final long NONE = Long.MAX_VALUE;

    private long rank;
    private long leftWhileAsking = NONE;

    /** @param rank the first that the store may have, or {@link #NONE} */
    Horizon(long rank) {
        this.rank = rank;
    }

    /** Notes that an execution was left in the store alone. */
    void leave(long leftRank) {
        rank = Math.min(rank, leftRank);
        leftWhileAsking = Math.min(leftWhileAsking, leftRank);
    }

    /** The store is about to be asked; what is left there from now on, it may not show. */
    void ask() {
        leftWhileAsking = NONE;
    }

    /** @param newRank from where on the store may have more than it gave, or {@link #NONE} */
    void answer(long newRank) {
        rank = Math.min(newRank, leftWhileAsking);
    }

    /** Whether the store may have any. */
    boolean isOpen() {
        return rank != NONE;
    }

    boolean isBefore(Waiting waiting) {
        return waiting.rank() > rank;
    }
}
