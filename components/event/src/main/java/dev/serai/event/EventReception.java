/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.configuration.RetrySettings;
import dev.serai.messaging.MessageReception;
import java.time.Duration;
import java.util.Map;

/** How a route receives events. */
final class EventReception {

    /** How many events are taken from the bus at once, at most. */
    private static final int BATCH = 100;

    /** After how many events that were handled the bus is told; it is told at least once a second. */
    private static final int CHECKPOINT = 1_000;

    private EventReception() {}

    /** @param input of an operation that receives, complete */
    static MessageReception of(
            Caller caller, String bus, Subscriber subscriber, Map<String, Object> input, RetrySettings waits) {
        return new MessageReception(
                caller,
                bus,
                subscriber.name(),
                null,
                BATCH,
                Math.toIntExact((Long) input.get("concurrency")),
                // The route takes half of what may wait, so that the other half can be dropped by the overflow rule.
                Math.max(1, subscriber.buffer() / 2),
                CHECKPOINT,
                false,
                false,
                Math.toIntExact((Long) input.get("attempts")),
                MessageReception.waits((Duration) input.get("retryDelay"), waits),
                (Boolean) input.get("deadLetter") ? subscriber.deadLetters() : null,
                null,
                null,
                input);
    }
}
