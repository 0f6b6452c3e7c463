/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.time.Duration;

/** How a connector's health is watched. */
public record HealthSettings(
        @Option(value = "Whether health is checked in the background.", defaultValue = "true")
        boolean enabled,

        @Option(
                value = "The wait between two checks of a healthy system.",
                defaultValue = "30s",
                min = "10ms",
                max = "24h")
        Duration interval,

        @Option(
                value = "While the system is down, each wait is twice as long as the one before, up to this.",
                defaultValue = "5m",
                min = "10ms",
                max = "24h")
        Duration maxInterval) {

    public HealthSettings {
        if (maxInterval.compareTo(interval) < 0) {
            throw new IllegalArgumentException("'health.maxInterval' must not be shorter than 'health.interval'.");
        }
    }
}
