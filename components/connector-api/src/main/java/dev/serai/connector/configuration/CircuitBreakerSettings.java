/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.time.Duration;

/** When calls stop being made to a system that keeps failing. */
public record CircuitBreakerSettings(
        @Option(value = "Whether the breaker is used. By default on for API connectors, off for the others.")
        Boolean enabled,

        @Option(value = "Consecutive failures that open the breaker.", defaultValue = "5", min = "1", max = "1000")
        int failures,

        @Option(
                value = "How long the breaker stays open before it lets a call try.",
                defaultValue = "60s",
                min = "1ms",
                max = "1h")
        Duration recovery) {}
