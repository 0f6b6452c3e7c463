/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import java.util.Map;

/**
 * What is received.
 *
 * @param source the topic or queue
 * @param group who shares the messages of a topic; null where the operation does not say
 * @param buffer how many messages may be held that are not settled
 * @param options of the operation that only one broker has, by their names, complete
 */
public record Subscription(String source, String group, int buffer, Map<String, Object> options) {}
