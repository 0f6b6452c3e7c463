/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.List;
import java.util.Optional;

/**
 * What became of a decision that somebody took.
 *
 * @param state whether it counts
 * @param executionId whose approval it was; null when there is no such approval
 * @param approvers who may decide; empty for anybody
 * @param earlier the decision that came first, encoded, or null
 * @param awakened the execution, when it waited for the decision in the store
 */
public record Ruling(
        State state, String executionId, List<String> approvers, byte[] earlier, Optional<Awakened> awakened) {

    /** Whether a decision counts. */
    public enum State {
        TAKEN,
        /** There is no approval of that id. */
        UNKNOWN,
        /** Somebody decided before. */
        DECIDED_BEFORE,
        /** The time was up, or the execution ended, before anybody decided. */
        TOO_LATE,
        /** The approval is somebody else's. */
        NOT_AN_APPROVER
    }
}
