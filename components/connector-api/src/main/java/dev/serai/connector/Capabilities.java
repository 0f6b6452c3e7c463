/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/**
 * What a connector instance can do, as it is configured.
 *
 * @param streaming it reads records one after another
 * @param honoursIdempotencyKeys the system on the other side runs a repeated call with the same key only once, so that
 *     any call which carries a key may be repeated
 */
public record Capabilities(boolean streaming, boolean honoursIdempotencyKeys) {

    public static final Capabilities NONE = new Capabilities(false, false);
}
