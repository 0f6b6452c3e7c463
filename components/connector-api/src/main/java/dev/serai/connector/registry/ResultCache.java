/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.connector.Connector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.CacheSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps results of read-only operations, by operation, input, and the values of the parameters that the call looked up. A
 * change removes what was read of the same resource; one whose resource nobody knows removes everything. Thread-safe.
 *
 * <p>Which parameters a call looks up ({@code {id}} in a path) is only known once it was made; the input decides it, so
 * that it is remembered by input. Only plain values are kept, and every caller gets a copy, because messages are changed.
 */
final class ResultCache {

    private final Connector connector;
    private final Cache<Question, List<String>> lookedUp;
    private final Cache<Answered, Entry> results;
    private final AtomicLong changes = new AtomicLong();

    ResultCache(CacheSettings settings, Connector connector) {
        this.connector = connector;
        this.lookedUp = Caffeine.newBuilder()
                .maximumSize(settings.maxEntries())
                .expireAfterAccess(settings.ttl())
                .build();
        this.results = Caffeine.newBuilder()
                .maximumSize(settings.maxEntries())
                .expireAfterWrite(settings.ttl())
                .build();
    }

    /** Answers from what is kept, or makes the call and keeps its result. */
    CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context, Call call) {
        if (!operation.readOnly()) {
            String resource = connector.resource(operation, input).orElse(null);
            // Also after a failure: nobody knows then whether the system changed.
            return call.make(context, result -> remove(resource));
        }
        if (!PlainValues.isKey(input)) {
            return call.make(context, null);
        }
        Question question = new Question(operation.name(), PlainValues.copy(input));
        List<String> names = lookedUp.getIfPresent(question);
        if (names != null) {
            Entry kept = results.getIfPresent(new Answered(question, values(names, context)));
            if (kept != null) {
                return CompletableFuture.completedFuture(kept.result());
            }
        }
        return reading(question, connector.resource(operation, input).orElse(null), context, call);
    }

    private CompletionStage<ExecutionResult> reading(
            Question question, String resource, ExecutionContext context, Call call) {
        long before = changes.get();
        Map<String, Object> seen = Collections.synchronizedMap(new LinkedHashMap<>());
        ExecutionContext watched = new ExecutionContext(
                context.idempotencyKey(),
                name -> {
                    Object value = context.parameters().apply(name);
                    seen.put(name, value);
                    return value;
                },
                context.origin());
        return call.make(watched, result -> {
            if (result != null && PlainValues.isPlain(result.output())) {
                Map<String, Object> parameters = new LinkedHashMap<>(seen);
                if (PlainValues.isKey(parameters)) {
                    keep(question, parameters, Entry.of(resource, result), before);
                }
            }
        });
    }

    /** What was read before a change is not kept after it, also when the change comes at this very moment. */
    private void keep(Question question, Map<String, Object> parameters, Entry entry, long changesBefore) {
        Answered answered = new Answered(question, new ArrayList<>(parameters.values()));
        lookedUp.put(question, List.copyOf(parameters.keySet()));
        results.put(answered, entry);
        if (changes.get() != changesBefore) {
            results.invalidate(answered);
        }
    }

    private static List<Object> values(List<String> names, ExecutionContext context) {
        List<Object> values = new ArrayList<>();
        names.forEach(name -> values.add(context.parameters().apply(name)));
        return values;
    }

    /** Forgets what was read of a resource, and what was read of nobody knows what; null forgets everything. */
    void remove(String resource) {
        changes.incrementAndGet();
        if (resource == null) {
            results.invalidateAll();
        } else {
            results.asMap()
                    .values()
                    .removeIf(entry -> entry.resource() == null || Objects.equals(entry.resource(), resource));
        }
    }

    /** Makes the call that the cache could not spare. */
    @FunctionalInterface
    interface Call {
        /** @param beforeEnd gets the result, or null after a failure, before the caller is told */
        CompletionStage<ExecutionResult> make(ExecutionContext context, Consumer<ExecutionResult> beforeEnd);
    }

    private record Question(String operation, Object input) {}

    private record Answered(Question question, List<Object> parameters) {}

    private record Entry(String resource, Object output, Map<String, Object> metadata) {

        static Entry of(String resource, ExecutionResult result) {
            return new Entry(resource, PlainValues.copy(result.output()), result.metadata());
        }

        ExecutionResult result() {
            return ExecutionResult.of(PlainValues.copy(output), metadata).measured(0, Duration.ZERO);
        }
    }
}
