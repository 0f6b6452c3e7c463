/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.time.Duration;

/** Whether results of read-only operations are kept and given again. Off unless {@code cache} stands in the declaration. */
public record CacheSettings(
        @Option(
                value = "Whether results are kept. On when 'cache' stands in the declaration.",
                defaultValue = "false",
                presentValue = "true")
        boolean enabled,

        @Option(value = "How long a result is given again.", defaultValue = "300s", min = "1ms", max = "24h")
        Duration ttl,

        @Option(
                value = "How many results are kept; beyond that, those that were not asked for lately go.",
                defaultValue = "1000",
                min = "1",
                max = "1000000")
        int maxEntries) {}
