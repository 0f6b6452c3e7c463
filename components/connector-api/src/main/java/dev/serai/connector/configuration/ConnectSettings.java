/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.time.Duration;

/** What happens when a system is away at the start. */
public record ConnectSettings(
        @Option(
                value =
                        "Whether the start fails when the system is away. Otherwise the connector is connected as soon as"
                                + " the system is there, and calls fail until then.",
                defaultValue = "false")
        boolean failFast,

        @Option(value = "The wait before connecting is tried again.", defaultValue = "1s", min = "1ms", max = "300s")
        Duration delay,

        @Option(
                value = "Each wait is twice as long as the one before, but no longer than this.",
                defaultValue = "60s",
                min = "1ms",
                max = "1h")
        Duration maxDelay) {

    public ConnectSettings {
        if (maxDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException("'connect.maxDelay' must not be shorter than 'connect.delay'.");
        }
    }
}
