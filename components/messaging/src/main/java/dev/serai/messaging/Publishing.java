/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Makes messages of what a call gives, and sends them. Holds no thread. */
final class Publishing {

    private static final int MOST_AT_ONCE = 10_000;

    private final Broker broker;
    private final Caller caller;
    private final Map<String, Object> input;
    private final String id;

    /** @param input of the operation {@code publish}, complete */
    Publishing(Broker broker, Caller caller, Map<String, Object> input, ExecutionContext context) {
        this.broker = broker;
        this.caller = caller;
        this.input = input;
        this.id = id(input, context);
    }

    /** The key of a received message is that of the whole route: two messages sent by it would look like one. */
    private static String id(Map<String, Object> input, ExecutionContext context) {
        Object given = input.get("messageId");
        return given != null
                ? given.toString()
                : context.idempotencyKey()
                        .filter(key -> !MessageExchanges.isKeyOfMessage(key))
                        .orElseGet(() -> UUID.randomUUID().toString());
    }

    CompletionStage<ExecutionResult> publish() {
        Object body = input.get("body");
        if (!(Boolean) input.get("batch")) {
            return send(body, id).thenApply(ExecutionResult::of);
        }
        if (!(body instanceof List<?> items)) {
            throw refused("'batch' is true, but the body is a "
                    + body.getClass().getName() + ". Expected a list of messages.");
        }
        if (items.size() > MOST_AT_ONCE) {
            throw refused("The batch has " + items.size() + " messages. Expected " + MOST_AT_ONCE
                    + " at most: split it, for example with split().");
        }
        return batch(items);
    }

    private CompletionStage<ExecutionResult> batch(List<?> items) {
        // All are looked at before the first is sent.
        List<OutgoingMessage> messages = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) == null) {
                throw refused("The batch's message " + i + " is null.");
            }
            messages.add(message(items.get(i), id + "-" + i));
        }
        List<CompletableFuture<Map<String, Object>>> sent =
                messages.stream().map(this::begin).toList();
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .handle((nothing, failure) -> failure == null
                        ? ExecutionResult.of(new ArrayList<>(
                                sent.stream().map(CompletableFuture::join).toList()))
                        : failBatch(messages, sent));
    }

    /** What is refused at once is one failure among others. */
    private CompletableFuture<Map<String, Object>> begin(OutgoingMessage message) {
        try {
            return broker.publish(message, caller);
        } catch (ConnectorException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ExecutionResult failBatch(
            List<OutgoingMessage> messages, List<CompletableFuture<Map<String, Object>>> sent) {
        List<String> confirmed = new ArrayList<>();
        Map<Integer, String> failed = new TreeMap<>();
        ConnectorException first = null;
        for (int i = 0; i < sent.size(); i++) {
            if (!sent.get(i).isCompletedExceptionally()) {
                confirmed.add(messages.get(i).id());
                continue;
            }
            ConnectorException failure = known(sent.get(i));
            failed.put(i, failure.getMessage());
            first = first == null ? failure : first;
        }
        throw caller.failure(
                        MessagingErrors.BATCH_FAILED,
                        confirmed.size() + " of " + sent.size()
                                + " messages were confirmed; the first that was not is number "
                                + failed.keySet().iterator().next() + ": " + first.getMessage()
                                + " Send those again that are not in the details' 'confirmed'.")
                .detail("confirmed", confirmed)
                .detail("failed", failed)
                .cause(first)
                .build();
    }

    private ConnectorException known(CompletableFuture<Map<String, Object>> failed) {
        try {
            failed.join();
            throw new IllegalStateException("It did not fail.");
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException known) {
                return known;
            }
            return caller.failure(MessagingErrors.REFUSED, "It failed: " + e.getCause() + ".")
                    .cause(e.getCause())
                    .build();
        }
    }

    private CompletableFuture<Map<String, Object>> send(Object body, String messageId) {
        return broker.publish(message(body, messageId), caller);
    }

    private OutgoingMessage message(Object body, String messageId) {
        MessageFormat format = MessageFormat.of(input.get("format"));
        return message(
                body,
                format,
                caller,
                (String) input.get("destination"),
                (String) input.get("key"),
                headers(),
                messageId,
                (Duration) input.get("delay"),
                input);
    }

    /** @param format null for the one that fits the body */
    static OutgoingMessage message(
            Object body,
            MessageFormat format,
            Caller caller,
            String destination,
            String key,
            Map<String, Object> headers,
            String id,
            Duration delay,
            Map<String, Object> options) {
        MessageFormat used = format == null ? MessageFormat.fitting(body) : format;
        return new OutgoingMessage(
                destination, key, used.encode(body, caller), used.contentType(), headers, id, delay, options);
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>();
        ((Map<?, ?>) input.getOrDefault("headers", Map.of())).forEach((name, value) -> {
            if (!isHeader(value)) {
                throw refused("The header '" + name + "' is a "
                        + (value == null ? "null" : value.getClass().getName())
                        + ". Expected text, a number, a boolean or bytes.");
            }
            headers.put(String.valueOf(name), value);
        });
        return headers;
    }

    static boolean isHeader(Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof byte[];
    }

    private ConnectorException refused(String sentence) {
        return caller.failure(MessagingErrors.MESSAGE_INVALID, sentence).build();
    }
}
