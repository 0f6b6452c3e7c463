/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/** Where an execution stands. */
public enum ExecutionStatus {
    /** Waits for its turn, or for its next attempt to be due. */
    QUEUED,
    RUNNING,
    /** Waits for a time, a signal or a child, in the store alone. */
    SUSPENDED,
    /** Waits until somebody lets it go on. */
    PAUSED,
    COMPLETED,
    /** Out of attempts, or failed in a way that no further attempt can mend. Kept whole until somebody decides. */
    DEAD_LETTER,
    /** Ended because somebody asked for it. */
    CANCELLED;

    /** Whether nothing more happens unless somebody acts. */
    public boolean isFinal() {
        return this == COMPLETED || this == DEAD_LETTER || this == CANCELLED;
    }
}
