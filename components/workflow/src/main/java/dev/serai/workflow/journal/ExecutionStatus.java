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
    COMPLETED,
    /** Out of attempts, or failed in a way that no further attempt can mend. Kept whole until somebody decides. */
    DEAD_LETTER
}
