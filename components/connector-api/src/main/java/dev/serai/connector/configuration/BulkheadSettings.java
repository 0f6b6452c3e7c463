/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

/** How many calls a connector has under way at once. Off unless {@code maxConcurrent} is given. */
public record BulkheadSettings(
        @Option(
                value =
                        "How many calls may be under way at once, those that wait for the rate limit included. One more is"
                                + " refused, and repeated like any call that was never sent.",
                min = "1",
                max = "100000")
        Integer maxConcurrent) {

    public boolean on() {
        return maxConcurrent != null;
    }
}
