/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * What a person did to an execution.
 *
 * @param id the request's, a UUID of version 7; a request that comes twice is carried out once
 * @param doneAt in milliseconds since 1970
 * @param doneBy who
 * @param reason why, or null
 * @param edit how the message was changed, or null
 */
public record Intervention(
        String id, String executionId, Kind kind, long doneAt, String doneBy, String reason, StepEdit edit) {

    /** What was done. */
    public enum Kind {
        /** A dead letter goes on at the step that failed. */
        REPLAY,
        /** A dead letter begins anew and keeps no record. */
        RESTART,
        /** A dead letter is given up. */
        DISCARD,
        /** The execution was made from another one. */
        FORK
    }
}
