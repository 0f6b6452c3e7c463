/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.util.List;
import java.util.Map;

/**
 * All that is known of an execution.
 *
 * @param headers with which it began
 * @param input the body with which it began
 * @param output the body that its route left, or null
 * @param failedStep the step whose failure ended the last attempt, or null
 * @param trace where the failure came from, or null
 */
public record ExecutionDetail(
        ExecutionSummary summary,
        Map<String, Object> headers,
        Object input,
        Object output,
        String failedStep,
        String trace,
        List<StepSummary> steps) {}
