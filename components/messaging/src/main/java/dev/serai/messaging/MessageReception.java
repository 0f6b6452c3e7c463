/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.RetrySettings;
import java.time.Duration;
import java.util.Map;

/**
 * How a route receives messages.
 *
 * @param caller the connector and the operation
 * @param format null for what each message says
 * @param batch how many messages are taken at once
 * @param concurrency how many are in the route at once
 * @param buffer how many are held that are not done with
 * @param checkpoint after how many the broker is told
 * @param settledAtReceipt whether a message is done with as soon as it came
 * @param exactlyOnce whether what is sent for a message and that it is done with are one change of the broker
 * @param attempts how often the route is given a message, before it is a dead letter
 * @param retry the waits between them
 * @param deadLetter where dead letters go; null when messages are tried for ever
 * @param destination where the route's results go; null when they go nowhere
 * @param outputFormat of the results; null for the one that fits
 * @param input all inputs by name
 */
public record MessageReception(
        Caller caller,
        String source,
        String group,
        MessageFormat format,
        int batch,
        int concurrency,
        int buffer,
        int checkpoint,
        boolean settledAtReceipt,
        boolean exactlyOnce,
        int attempts,
        RetrySettings retry,
        String deadLetter,
        String destination,
        MessageFormat outputFormat,
        Map<String, Object> input) {

    /** No wait grows any more by then, and the power of the multiplier is still a number. */
    private static final int LONGEST_GROWTH = 60;

    /** @param input of an operation that {@link MessagingOperations} describes, complete */
    static MessageReception of(Caller caller, Operation operation, Map<String, Object> input, RetrySettings waits) {
        boolean sends = operation.name().equals(MessagingOperations.STREAM_PROCESS);
        return new MessageReception(
                caller,
                (String) input.get("source"),
                (String) input.get("group"),
                MessageFormat.of(input.get("format")),
                number(input, "batch"),
                number(input, "concurrency"),
                number(input, "buffer"),
                number(input, "checkpoint"),
                (Boolean) input.get("autoAcknowledge"),
                Boolean.TRUE.equals(input.get(MessagingOperations.EXACTLY_ONCE)),
                number(input, "attempts"),
                waits((Duration) input.get("retryDelay"), waits),
                (String) input.get("deadLetter"),
                sends ? (String) input.get("destination") : null,
                MessageFormat.of(input.get("outputFormat")),
                input);
    }

    /** The waits between attempts: the first as the route says, and how it grows as the connector's {@code retry} says. */
    public static RetrySettings waits(Duration first, RetrySettings growth) {
        Duration longest = growth.maxDelay().compareTo(first) < 0 ? first : growth.maxDelay();
        return new RetrySettings(0, first, growth.multiplier(), longest, growth.jitter());
    }

    private static int number(Map<String, Object> input, String name) {
        return Math.toIntExact((Long) input.get(name));
    }

    Subscription subscription() {
        return new Subscription(source, group, buffer, input);
    }

    /** @param attempt the one that failed, from 1 */
    Duration waitAfter(int attempt) {
        return retry.waitBefore(Math.min(attempt, LONGEST_GROWTH));
    }
}
