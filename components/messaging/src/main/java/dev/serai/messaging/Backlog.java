/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import java.util.Map;

/**
 * What waits for a receiver.
 *
 * @param group who shares what the source has
 * @param parts how many messages are not done with, by what the broker calls the parts of the source that are this
 *     receiver's; empty while nobody knows
 */
public record Backlog(String group, Map<String, Long> parts) {

    /** How many it is together. */
    public long messages() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }
}
