/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.time.Duration;
import java.time.Instant;

/**
 * What a health check found.
 *
 * @param status whether the system answers
 * @param message what was checked, or why the system is down
 * @param errorCode the stable code of the failure, or null
 * @param timestamp when the check ended
 * @param duration how long the check took
 */
public record HealthCheckResult(Status status, String message, String errorCode, Instant timestamp, Duration duration) {

    /** Whether the system answers. */
    public enum Status {
        UP,
        DOWN,
        /** Nobody can tell: there is no cheap call that would show it. */
        UNKNOWN
    }

    public boolean up() {
        return status == Status.UP;
    }

    /** Runs a check that throws when the system is down, and times it. */
    public static HealthCheckResult of(Check check) {
        long start = System.nanoTime();
        try {
            return new HealthCheckResult(Status.UP, check.run(), null, Instant.now(), since(start));
        } catch (Exception e) {
            String code = e instanceof ConnectorException known ? known.code() : null;
            return new HealthCheckResult(
                    Status.DOWN, String.valueOf(e.getMessage()), code, Instant.now(), since(start));
        }
    }

    /** The result of a connector that cannot be tested. */
    public static HealthCheckResult untestable(String reason) {
        return new HealthCheckResult(Status.UNKNOWN, reason, null, Instant.now(), Duration.ZERO);
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
