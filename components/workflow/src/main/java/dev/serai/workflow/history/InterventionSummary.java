/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.Intervention;
import dev.serai.workflow.journal.StepEdit;
import java.time.Instant;
import java.util.Map;

/**
 * What a person did to an execution, and how it stood then.
 *
 * @param reason why, or null
 * @param afterStep the sequence of the last step before it; 0 when there was none
 * @param place where the message was changed, or null when it stayed
 * @param step the step that the place refers to, or null
 * @param body the new one, or {@code <unchanged>}
 * @param attempt how many attempts there had been
 * @param error the failure that the execution had, or null
 * @param failedStep the step whose failure that was, or null
 */
public record InterventionSummary(
        Intervention.Kind kind,
        Instant at,
        String by,
        String reason,
        long afterStep,
        StepEdit.Place place,
        String step,
        Object body,
        Map<String, Object> headers,
        Map<String, Object> variables,
        int attempt,
        String error,
        String failedStep) {}
