/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How a failed call is repeated. */
public record RetrySettings(
        @Option(value = "How often a failed call is repeated.", defaultValue = "3", min = "0", max = "10")
        int maxRetries,

        @Option(value = "The wait before the first repetition.", defaultValue = "1s", min = "1ms", max = "300s")
        Duration delay,

        @Option(value = "Each wait is this many times the one before.", defaultValue = "2", min = "1", max = "10")
        double multiplier,

        @Option(value = "No wait is longer.", defaultValue = "30s", min = "1ms", max = "300s")
        Duration maxDelay,

        @Option(
                value = "The share by which a wait is made longer or shorter at random.",
                defaultValue = "0.5",
                min = "0",
                max = "1")
        double jitter) {

    /** Resilience4j takes no share of one. */
    private static final double LARGEST_JITTER = Math.nextDown(1.0);

    public RetrySettings {
        if (maxDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException("'retry.maxDelay' must not be shorter than 'retry.delay'.");
        }
    }

    /**
     * How long to wait before a repetition.
     *
     * @param repetition the first is 1
     */
    public Duration waitBefore(int repetition) {
        return Duration.ofMillis(IntervalFunction.ofExponentialRandomBackoff(
                        delay, multiplier, Math.min(jitter, LARGEST_JITTER), maxDelay)
                .apply(repetition));
    }
}
