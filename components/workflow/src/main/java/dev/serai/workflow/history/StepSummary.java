/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Duration;
import java.time.Instant;

/**
 * One visit of one step.
 *
 * @param step its path in the model, with visits and branches
 * @param outcome {@code done}, {@code failed}, or {@code tried again} for one that a later attempt repeats
 * @param input the body before it, or a note in angle brackets when it was not kept
 * @param output the body after it, or {@code <unchanged>}
 * @param error how it failed, or null
 * @param coveredBy the sequence of the record that stands for it at replay, or null
 */
public record StepSummary(
        long sequence,
        String step,
        int attempt,
        String outcome,
        Instant startedAt,
        Duration duration,
        String idempotencyKey,
        Object input,
        Object output,
        String error,
        Long coveredBy) {}
