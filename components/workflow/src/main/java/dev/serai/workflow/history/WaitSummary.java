/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.StepWait;
import java.time.Instant;

/**
 * What a step waits for, or waited for.
 *
 * @param step the step's key
 * @param subject the signal's name, or the child's id; null for a timer
 * @param until when the wait ends by itself; null for never
 * @param over it has ended
 */
public record WaitSummary(
        String step, StepWait.Kind kind, String subject, Instant since, Instant until, boolean over) {}
