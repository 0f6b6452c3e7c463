/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.time.Duration;

/** How many calls a connector makes in a time. Off unless {@code requests} or {@code perSecond} is given. */
public record RateLimitSettings(
        @Option(value = "How many calls are made in each window.", min = "1", max = "1000000")
        Integer requests,

        @Option(
                value = "How long a window is, together with 'requests'.",
                defaultValue = "60s",
                min = "1ms",
                max = "24h")
        Duration window,

        @Option(value = "Instead of 'requests': how many calls are made in a second.", min = "0.001", max = "1000000")
        Double perSecond,

        @Option(
                value = "How many calls may come at once, together with 'perSecond'. By default one.",
                min = "1",
                max = "1000000")
        Integer burst,

        @Option(
                value = "How long a call waits for its turn before it is refused.",
                defaultValue = "30s",
                min = "0",
                max = "1h")
        Duration maxWait) {

    public RateLimitSettings {
        if (requests != null && perSecond != null) {
            throw new IllegalArgumentException(
                    "'rateLimit' has 'requests' and 'perSecond'. Give one of them: they say the same in two ways.");
        }
        if (burst != null && perSecond == null) {
            throw new IllegalArgumentException("'rateLimit.burst' goes with 'rateLimit.perSecond', which is missing.");
        }
    }

    /** Whether there is a limit at all. */
    public boolean on() {
        return requests != null || perSecond != null;
    }

    /** How many calls are let through in each {@link #period()}. */
    public int limit() {
        if (requests != null) {
            return requests;
        }
        return burst == null ? 1 : burst;
    }

    /** How long {@link #limit()} calls take at least. */
    public Duration period() {
        return requests != null ? window : Duration.ofNanos(Math.max(1, Math.round(limit() / perSecond * 1e9)));
    }
}
