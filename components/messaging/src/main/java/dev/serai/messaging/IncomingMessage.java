/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import java.time.Instant;
import java.util.Map;

/**
 * A message that was received.
 *
 * @param source where from: the topic or queue
 * @param key null when it has none
 * @param body as it was on the wire
 * @param contentType null when nobody said
 * @param headers texts, numbers, booleans or bytes by name
 * @param identity the same each time when this message comes again: topic-partition-offset, or its id; null when the broker
 *     cannot tell
 * @param sent when it was sent, or null
 * @param redelivered whether it may have come before
 * @param metadata what else the broker says of it, by name, for headers of the exchange
 * @param handle the receiver's own
 */
public record IncomingMessage(
        String source,
        String key,
        byte[] body,
        String contentType,
        Map<String, Object> headers,
        String identity,
        Instant sent,
        boolean redelivered,
        Map<String, Object> metadata,
        Object handle) {}
