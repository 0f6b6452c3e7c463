/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What a message is as a dead letter, and back. Thread-safe. */
public final class DeadLetters {

    /** The headers that say what became of the message. */
    public static final String REASON = "serai-dead-reason";

    public static final String STACK = "serai-dead-stack";
    public static final String SOURCE = "serai-dead-source";
    public static final String ATTEMPTS = "serai-dead-attempts";
    public static final String FAILED_AT = "serai-dead-failed-at";

    private static final String PREFIX = "serai-dead-";

    /** Brokers bound headers; with these a letter's stay below 16 KB. */
    private static final int LONGEST_REASON = 2_000;

    private static final int LONGEST_STACK = 8_000;

    private DeadLetters() {}

    /**
     * A message as it goes to the dead letters.
     *
     * @param attempts how often it failed
     */
    public static OutgoingMessage letter(
            IncomingMessage message, String destination, int attempts, Throwable failure, Redaction redaction) {
        Map<String, Object> headers = headers(message);
        headers.put(REASON, bounded(redaction.apply(reason(failure)), LONGEST_REASON));
        headers.put(STACK, bounded(redaction.apply(stack(failure)), LONGEST_STACK));
        headers.put(SOURCE, message.source());
        headers.put(ATTEMPTS, attempts);
        headers.put(FAILED_AT, Instant.now().toString());
        return new OutgoingMessage(
                destination,
                message.key(),
                message.body(),
                message.contentType(),
                headers,
                id(message),
                null,
                Map.of());
    }

    /** A dead letter as it was before; null when nothing says where it came from. */
    public static OutgoingMessage original(IncomingMessage letter, Caller caller) {
        Object source = letter.headers().get(SOURCE);
        if (source == null) {
            return null;
        }
        return new OutgoingMessage(
                source.toString(),
                letter.key(),
                letter.body(),
                letter.contentType(),
                headers(letter),
                id(letter),
                null,
                Map.of());
    }

    /** The message's own, without those that a broker made of structures of its own. */
    private static Map<String, Object> headers(IncomingMessage message) {
        Map<String, Object> headers = new LinkedHashMap<>(message.headers());
        headers.keySet().removeIf(name -> name.startsWith(PREFIX));
        headers.values().removeIf(value -> !Publishing.isHeader(value));
        return headers;
    }

    private static String id(IncomingMessage message) {
        return message.identity() == null ? UUID.randomUUID().toString() : message.identity();
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
