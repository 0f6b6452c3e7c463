/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.time.Duration;

/**
 * How a connection that died unseen is found out.
 *
 * @param interval between two pings; zero for none
 * @param timeout how long the other side may be silent after a ping
 */
public record Heartbeat(Duration interval, Duration timeout) {

    /** A ping every 20 seconds, which is to be answered within 10. */
    public static final Heartbeat USUAL = new Heartbeat(Duration.ofSeconds(20), Duration.ofSeconds(10));
}
