/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.time.Instant;

/**
 * An event that a subscriber could not be done with.
 *
 * @param position its place among the events of the bus
 * @param content as it was appended
 * @param failedAt when the last attempt failed
 * @param attempts how many failed
 * @param error why the last did
 * @param stack where, for people
 */
public record DeadEvent(long position, byte[] content, Instant failedAt, int attempts, String error, String stack) {}
