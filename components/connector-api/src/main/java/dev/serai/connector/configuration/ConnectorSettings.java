/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.time.Duration;

/**
 * What every connector's declaration can say, whatever its type.
 *
 * @param name how routes name the connector
 * @param type which factory makes it
 * @param timeout bounds an operation as a whole, its repetitions and waits included
 */
public record ConnectorSettings(
        @Option(value = "The name by which routes use the connector.", required = true)
        String name,

        @Option(value = "The connector's type.", required = true)
        String type,

        @Option("What the connector is for, in a sentence.") String description,

        @Option("The version of the declaration, for people.")
        String version,

        @Option(
                value = "How long an operation may take as a whole, with its repetitions and waits.",
                defaultValue = "300s",
                min = "1s",
                max = "1h")
        Duration timeout,

        @Option("How failed calls are repeated.") RetrySettings retry,

        @Option("When calls stop being made to a system that keeps failing.")
        CircuitBreakerSettings circuitBreaker,

        @Option("How many calls are made in a time.") RateLimitSettings rateLimit,

        @Option("How many calls are under way at once.") BulkheadSettings bulkhead,

        @Option("Whether results of read-only operations are kept and given again.")
        CacheSettings cache,

        @Option("What happens when the system is away at the start.")
        ConnectSettings connect,

        @Option("How the system's health is watched.") HealthSettings health) {

    public ConnectorSettings {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}")) {
            throw new IllegalArgumentException("'name' is '" + name
                    + "'. Expected 1 to 255 letters, digits, '.', '_' or '-', beginning with a letter or digit.");
        }
        if (description != null && description.length() > 1000) {
            throw new IllegalArgumentException("'description' has more than 1,000 characters.");
        }
    }
}
