/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.util.List;
import java.util.Map;

/**
 * All that is known of an execution. Secrets are masked.
 *
 * @param headers with which it began
 * @param input the body with which it began
 * @param output the body that its route left, or null
 * @param failedStep the step whose failure ended the last attempt, or null
 * @param trace where the failure came from, or null
 * @param steps in the order in which they ended
 * @param moreSteps there are further steps after the last one here
 * @param changedClasses those that its version's steps name and that changed after it began
 * @param waits what its steps wait for, or waited for
 * @param interventions what people did to it
 * @param children the newest executions that its steps started, 100 at most
 * @param forks the newest executions that were made from it, 100 at most
 */
public record ExecutionDetail(
        ExecutionSummary summary,
        Map<String, Object> headers,
        Object input,
        Object output,
        String failedStep,
        String trace,
        List<StepSummary> steps,
        boolean moreSteps,
        List<ChangedClass> changedClasses,
        List<WaitSummary> waits,
        List<SignalSummary> signals,
        List<InterventionSummary> interventions,
        List<ExecutionSummary> children,
        List<ExecutionSummary> forks) {}
