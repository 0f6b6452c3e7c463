/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * Messages that an aggregate step has collected and that are not complete.
 *
 * @param step the aggregate step's path
 * @param correlation what the messages have in common
 * @param executionId that its output will have
 * @param revision from 1; each contribution counts it up
 * @param version of the definition that made the last contribution
 * @param state what was aggregated so far, encoded
 * @param dueAt when it is complete by itself, in milliseconds since 1970; {@link ExecutionRecord#NEVER} for never
 */
public record AggregateGroup(
        String workflow,
        String step,
        String correlation,
        String executionId,
        long revision,
        String version,
        byte[] state,
        long dueAt) {

    /** What tells one state of one group from all others. */
    String stamp() {
        return executionId + "/" + revision;
    }
}
