/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.messaging.MessageExchanges;
import dev.serai.messaging.MessagingErrors;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Makes events of what a call gives, and publishes them. Holds no thread. */
final class EventPublishing {

    private static final int MOST_AT_ONCE = 10_000;

    private final EventBus bus;
    private final EventMaker maker;
    private final Caller caller;
    private final Map<String, Object> input;
    private final String id;

    /** @param input of the operation {@code publish}, complete */
    EventPublishing(
            EventBus bus, EventMaker maker, Caller caller, Map<String, Object> input, ExecutionContext context) {
        this.bus = bus;
        this.maker = maker;
        this.caller = caller;
        this.input = input;
        this.id = id(input, context);
    }

    /** The key of a received event is that of the whole route: two events published by it would look like one. */
    private static String id(Map<String, Object> input, ExecutionContext context) {
        Object given = input.get("id");
        return given != null && !given.toString().isEmpty()
                ? given.toString()
                : context.idempotencyKey()
                        .filter(key -> !MessageExchanges.isKeyOfMessage(key))
                        .orElseGet(() -> UUID.randomUUID().toString());
    }

    CompletionStage<ExecutionResult> publish() {
        Object data = input.get("data");
        if (!(Boolean) input.get("batch")) {
            return send(maker.published(input, id, data)).thenApply(ExecutionResult::of);
        }
        if (!(data instanceof List<?> items)) {
            throw refused("'batch' is true, but the body is "
                    + (data == null ? "empty" : "a " + data.getClass().getName()) + ". Expected a list of data.");
        }
        if (items.size() > MOST_AT_ONCE) {
            throw refused("The batch has " + items.size() + " events. Expected " + MOST_AT_ONCE
                    + " at most: split it, for example with split().");
        }
        return batch(items);
    }

    private CompletionStage<ExecutionResult> batch(List<?> items) {
        // All are looked at before the first is sent.
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            events.add(maker.published(input, id + "-" + i, items.get(i)));
        }
        List<CompletableFuture<Map<String, Object>>> sent =
                events.stream().map(this::begin).toList();
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .handle((nothing, failure) -> failure == null
                        ? ExecutionResult.of(new ArrayList<>(
                                sent.stream().map(CompletableFuture::join).toList()))
                        : failBatch(events, sent));
    }

    /** What is refused at once is one failure among others. */
    private CompletableFuture<Map<String, Object>> begin(CloudEvent event) {
        try {
            return send(event);
        } catch (ConnectorException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Map<String, Object>> send(CloudEvent event) {
        return bus.send(event, caller).thenApply(said -> {
            Map<String, Object> output = named(event);
            output.putAll(said);
            return output;
        });
    }

    /** The attributes that tell an event from others, and what happened. */
    static Map<String, Object> named(CloudEvent event) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", event.getId());
        named.put("source", event.getSource().toString());
        named.put("type", event.getType());
        return named;
    }

    private ExecutionResult failBatch(List<CloudEvent> events, List<CompletableFuture<Map<String, Object>>> sent) {
        List<String> published = new ArrayList<>();
        Map<Integer, String> failed = new TreeMap<>();
        Throwable first = null;
        for (int i = 0; i < sent.size(); i++) {
            Throwable failure = failure(sent.get(i));
            if (failure == null) {
                published.add(events.get(i).getId());
            } else {
                failed.put(i, failure.getMessage());
                first = first == null ? failure : first;
            }
        }
        throw caller.failure(
                        MessagingErrors.BATCH_FAILED,
                        published.size() + " of " + sent.size()
                                + " events were published; the first that was not is number "
                                + failed.keySet().iterator().next() + ": " + first.getMessage()
                                + " Publish those again that are not in the details' 'published'.")
                .detail("published", published)
                .detail("failed", failed)
                .cause(first)
                .build();
    }

    /** Null when it succeeded. */
    private static Throwable failure(CompletableFuture<?> ended) {
        try {
            Object unused = ended.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private ConnectorException refused(String sentence) {
        return caller.failure(EventErrors.EVENT_INVALID, sentence).build();
    }
}
