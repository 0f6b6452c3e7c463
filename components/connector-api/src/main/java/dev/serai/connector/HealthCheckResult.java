/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.time.Duration;
import java.time.Instant;

/**
 * How a connector's system answered a health check.
 *
 * @param up it answered
 * @param message what it said, or why it is down and what to do
 * @param timestamp when the check ended
 * @param duration how long the check took
 */
public record HealthCheckResult(boolean up, String message, Instant timestamp, Duration duration) {

    /** Runs a check that throws when the system is down, and times it. */
    public static HealthCheckResult of(Check check) {
        long start = System.nanoTime();
        try {
            String message = check.run();
            return new HealthCheckResult(true, message, Instant.now(), since(start));
        } catch (Exception e) {
            return new HealthCheckResult(false, String.valueOf(e.getMessage()), Instant.now(), since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A call to the system that says something about it, or throws. */
    @FunctionalInterface
    public interface Check {
        String run() throws Exception;
    }
}
