/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import java.time.Duration;
import java.util.Map;

/**
 * How long the steps of a workflow may take.
 *
 * @param each of the steps without one of their own; null for no limit
 * @param byStep by the steps' ids
 */
public record StepTimeouts(Duration each, Map<String, Duration> byStep) {

    public static final StepTimeouts NONE = new StepTimeouts(null, Map.of());

    /** Whether no step has a limit. */
    public boolean isEmpty() {
        return each == null && byStep.isEmpty();
    }

    /** How long a step may take; null for no limit. */
    public Duration of(String stepId) {
        return byStep.getOrDefault(stepId, each);
    }
}
