/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.configuration.Option;

/** How streams read Relay connections. */
record RelaySettings(
        @Option(value = "How many records a page of a stream has.", defaultValue = "100", min = "1", max = "100000")
        int pageSize,

        @Option(
                value = "How many pages one poll of a stream reads at most; the next poll goes on there.",
                defaultValue = "10000",
                min = "1",
                max = "1000000")
        int maxPages) {}
