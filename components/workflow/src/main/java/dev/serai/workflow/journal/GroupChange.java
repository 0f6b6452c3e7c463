/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * What a contribution makes of a group, or what completes it.
 *
 * @param step the aggregate step's path
 * @param before the group as it was read; null when there was none
 * @param after the group as it is then; null when there is none any more
 * @param output the execution that a complete group becomes; null when none does
 * @param contribution what was contributed; null when the group was completed from outside
 */
public record GroupChange(
        String workflow,
        String step,
        String correlation,
        AggregateGroup before,
        AggregateGroup after,
        ExecutionRecord output,
        Contribution contribution) {

    /**
     * What one step of one execution contributed.
     *
     * @param key the step's idempotency key
     * @param outputId the execution that the group's output is, or will be
     */
    public record Contribution(String executionId, String key, String outputId) {}
}
