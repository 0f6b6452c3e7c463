/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.WorkflowDescription;
import java.time.Duration;
import java.time.Instant;

/**
 * What became of the executions of a workflow, of all that the store has ever had: those that were deleted when their
 * time was over stay counted.
 *
 * @param version the current one, or the last that was; null when the workflow did not run since it is kept
 * @param executions all of them
 * @param active queued, or running
 * @param suspended waiting for a time, a signal or a child
 * @param deadLetters those that nobody replayed or discarded
 * @param attempts how often the executions that ended were tried, in all
 * @param successRate the share of those that completed among them and the dead letters, from 0 to 1; null when none
 *     ended
 * @param meanDuration from the start of the first attempt to the end of those that completed; null when none did
 * @param lastExecution when the newest that is kept was started; null when none is
 */
public record WorkflowFigures(
        String workflow,
        String version,
        WorkflowDescription description,
        long executions,
        long active,
        long suspended,
        long paused,
        long completed,
        long deadLetters,
        long cancelled,
        long attempts,
        Double successRate,
        Duration meanDuration,
        Instant lastExecution) {}
