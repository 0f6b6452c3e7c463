/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import java.time.Duration;
import java.util.Map;

/**
 * A message to send.
 *
 * @param destination the topic, queue or routing key
 * @param key of what must stay in order; null for a message that stands alone
 * @param body as it is on the wire
 * @param contentType of the body: {@code application/json}
 * @param headers texts, numbers, booleans or bytes by name
 * @param id by which whoever receives it tells that it came before; never null
 * @param delay until it may be received; null for none
 * @param options of the operation that only one broker has, by their names
 */
public record OutgoingMessage(
        String destination,
        String key,
        byte[] body,
        String contentType,
        Map<String, Object> headers,
        String id,
        Duration delay,
        Map<String, Object> options) {}
