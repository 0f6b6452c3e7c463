/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.time.Duration;

/**
 * How executions of a workflow are run.
 *
 * @param maxConcurrent how many run at once
 * @param attempts in all, the first included
 * @param backoff the wait before the second attempt
 * @param backoffMultiplier each further wait is this many times the one before
 * @param maxBackoff no wait is longer
 */
public record WorkflowSettings(
        int maxConcurrent, int attempts, Duration backoff, double backoffMultiplier, Duration maxBackoff) {

    public static final WorkflowSettings DEFAULTS =
            new WorkflowSettings(16, 4, Duration.ofSeconds(10), 3, Duration.ofMinutes(10));

    /** The wait after an attempt that failed. */
    Duration waitAfter(int attempt) {
        double millis = (double) backoff.toMillis() * Math.pow(backoffMultiplier, attempt - 1);
        return Duration.ofMillis((long) Math.min(millis, (double) maxBackoff.toMillis()));
    }
}
