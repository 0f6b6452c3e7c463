/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.StepTimeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * How executions of a workflow are run.
 *
 * @param maxConcurrent how many run at once
 * @param maxConcurrentPerKey how many with the same concurrency key run at once
 * @param attempts in all, the first included
 * @param backoff the wait before the second attempt
 * @param backoffMultiplier each further wait is this many times the one before
 * @param maxBackoff no wait is longer
 * @param executionTimeout how long an execution may take from when it is due to its end; empty for no limit
 * @param stepTimeouts how long steps may take
 * @param maxSteps how many records of one execution a replay may have to give back
 * @param retention how long its executions are kept, where it says something
 */
public record WorkflowSettings(
        int maxConcurrent,
        int maxConcurrentPerKey,
        int attempts,
        Duration backoff,
        double backoffMultiplier,
        Duration maxBackoff,
        Optional<Duration> executionTimeout,
        StepTimeouts stepTimeouts,
        int maxSteps,
        RetentionSettings retention) {

    public static final WorkflowSettings DEFAULTS = new WorkflowSettings(
            16,
            1,
            4,
            Duration.ofSeconds(10),
            3,
            Duration.ofMinutes(10),
            Optional.empty(),
            StepTimeouts.NONE,
            10_000,
            RetentionSettings.AS_FOR_ALL);

    /** The wait after an attempt that failed. */
    Duration waitAfter(int attempt) {
        double millis = (double) backoff.toMillis() * Math.pow(backoffMultiplier, attempt - 1);
        return Duration.ofMillis((long) Math.min(millis, (double) maxBackoff.toMillis()));
    }
}
