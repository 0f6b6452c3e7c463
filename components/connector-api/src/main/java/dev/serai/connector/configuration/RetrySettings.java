/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

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

    public RetrySettings {
        if (maxDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException("'retry.maxDelay' must not be shorter than 'retry.delay'.");
        }
    }
}
