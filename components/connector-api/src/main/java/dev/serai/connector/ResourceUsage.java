/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/**
 * What a call cost.
 *
 * @param rows records or rows read or changed; 0 when the operation does not count in rows
 * @param bytes bytes read or written; 0 when the operation does not count in bytes
 * @param attempts how often the system was asked; 0 when the result came from the cache
 */
public record ResourceUsage(long rows, long bytes, int attempts) {

    /** One attempt, nothing counted. */
    public static final ResourceUsage ONE_ATTEMPT = new ResourceUsage(0, 0, 1);
}
