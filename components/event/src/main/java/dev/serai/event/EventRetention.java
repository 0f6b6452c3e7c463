/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.configuration.Option;
import java.time.Duration;

/** How long a durable bus keeps its events, whoever has handled them. */
record EventRetention(
        @Option(value = "Older events are removed.", defaultValue = "7d", min = "1s", max = "3650d")
        Duration age,

        @Option(value = "Only so many of the newest are kept.", defaultValue = "1000000", min = "1", max = "1000000000")
        long events) {}
