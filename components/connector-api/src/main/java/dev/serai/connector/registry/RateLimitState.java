/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import java.time.Duration;

/**
 * How much of a connector's rate limit is left.
 *
 * @param limit calls in each window
 * @param remaining calls that can still be made in this window; negative when calls already wait for the next ones
 * @param reset how long until the next window
 */
public record RateLimitState(int limit, int remaining, Duration reset) {}
