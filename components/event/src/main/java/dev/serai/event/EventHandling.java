/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** Gives one event to handlers that run, past the bus. Holds no thread but for what the handlers do at once. */
final class EventHandling {

    private final String bus;
    private final Caller caller;
    private final EventExchanges exchanges;

    EventHandling(String bus, Caller caller) {
        this.bus = bus;
        this.caller = caller;
        this.exchanges = new EventExchanges(caller);
    }

    /** Completes when all handlers have ended; fails when one of them failed. */
    CompletionStage<ExecutionResult> handle(CloudEvent event, List<Subscribers.Handler> handlers) {
        Map<String, CompletableFuture<Throwable>> ends = new TreeMap<>();
        handlers.forEach(handler -> ends.put(handler.subscriber().name(), handle(event, handler)));
        return CompletableFuture.allOf(ends.values().toArray(CompletableFuture[]::new))
                .thenApply(nothing -> result(event, ends));
    }

    /** Completes with the handler's failure, or null. */
    private CompletableFuture<Throwable> handle(CloudEvent event, Subscribers.Handler handler) {
        Exchange exchange = handler.endpoint().createExchange();
        exchanges.fill(exchange, event, bus, false, 1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        handler.handling().process(exchange, synchronous -> end.complete(exchange.getException()));
        return end;
    }

    private ExecutionResult result(CloudEvent event, Map<String, CompletableFuture<Throwable>> ends) {
        List<String> handled = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        Throwable first = null;
        for (Map.Entry<String, CompletableFuture<Throwable>> end : ends.entrySet()) {
            Throwable failure = end.getValue().join();
            if (failure == null) {
                handled.add(end.getKey());
            } else {
                failed.put(end.getKey(), String.valueOf(failure.getMessage()));
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw caller.failure(
                            EventErrors.HANDLER_FAILED,
                            failed.size() + " of " + ends.size() + " handlers failed for the event '" + event.getId()
                                    + "' of type " + event.getType() + ": " + failed)
                    .detail("handled", handled)
                    .detail("failed", failed)
                    .cause(first)
                    .build();
        }
        Map<String, Object> output = EventPublishing.named(event);
        output.put("handled", handled);
        return ExecutionResult.of(output);
    }
}
