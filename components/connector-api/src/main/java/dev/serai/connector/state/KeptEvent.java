/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

/**
 * An event of an {@link EventLog}.
 *
 * @param position its place among the events of the bus
 * @param recipient the only subscriber that it is for; null for all
 * @param content as it was appended
 */
public record KeptEvent(long position, String recipient, byte[] content) {}
