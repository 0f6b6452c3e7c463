/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import static dev.serai.connector.memory.MemoryConnector.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.memory.MemoryConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultCacheTest {

    private final MemoryConnectors connectors = new MemoryConnectors();

    @AfterEach
    void close() {
        connectors.close();
    }

    @Test
    void aReadIsMadeOnceForEachInput() {
        DeclaredConnector cached = cached(Map.of());
        assertThat(read(cached, "a")).isEqualTo(read(cached, "a"));
        read(cached, "b");

        assertThat(memory(cached).calls).hasSize(2);
        assertThat(cached.execute("readOne", Map.of("key", "a")).usage().attempts())
                .as("the cache answers")
                .isZero();
    }

    @Test
    void nothingIsKeptUnlessItIsAskedFor() {
        DeclaredConnector uncached = connectors.declare("uncached", Map.of());
        connectors.start();
        read(uncached, "a");
        read(uncached, "a");
        assertThat(memory(uncached).calls).hasSize(2);
    }

    @Test
    void aResultIsForgottenWhenItsTimeIsOver() {
        DeclaredConnector cached = cached(Map.of("cache.ttl", "20ms"));
        read(cached, "a");
        Awaitility.await().until(() -> {
            read(cached, "a");
            return memory(cached).calls.size() == 2;
        });
    }

    @Test
    void aChangeRemovesWhatWasReadOfTheSameResourceAlone() {
        DeclaredConnector cached = cached(Map.of());
        read(cached, "a");
        read(cached, "b");
        cached.execute("put", Map.of("key", "a", "value", "new"));
        memory(cached).calls.clear();

        read(cached, "b");
        assertThat(memory(cached).calls).isEmpty();
        read(cached, "a");
        assertThat(memory(cached).calls).hasSize(1);
    }

    @Test
    void aChangeOfNobodyKnowsWhatRemovesEverything() {
        DeclaredConnector cached = cached(Map.of());
        read(cached, "a");
        cached.execute("add", Map.of("value", Map.of("x", 1)));
        memory(cached).calls.clear();

        read(cached, "a");
        assertThat(memory(cached).calls).hasSize(1);
    }

    @Test
    void aChangeThatFailedRemovesToo() {
        DeclaredConnector cached = cached(Map.of());
        read(cached, "a");
        memory(cached).failWith(lasting());
        cached.attempt("put", Map.of("key", "a", "value", "new"));
        memory(cached).calls.clear();

        read(cached, "a");
        assertThat(memory(cached).calls).hasSize(1);
    }

    @Test
    void whatWasReadBeforeAChangeIsNotKeptAfterIt() {
        DeclaredConnector cached = cached(Map.of());
        memory(cached).answeringLater();
        CompletableFuture<ExecutionResult> read =
                cached.start("readOne", Map.of("key", "a")).toCompletableFuture();
        CompletableFuture<ExecutionResult> change =
                cached.start("put", Map.of("key", "a", "value", "new")).toCompletableFuture();
        var pending = List.copyOf(memory(cached).pending());
        pending.get(1).complete(ExecutionResult.of("changed"));
        pending.get(0).complete(ExecutionResult.of("old"));
        assertThat(change).isCompleted();
        assertThat(read).isCompleted();

        cached.start("readOne", Map.of("key", "a"));
        assertThat(memory(cached).calls).hasSize(3);
    }

    @Test
    void whoeverIsToldOfAChangeFindsItInTheNextRead() {
        DeclaredConnector cached = cached(Map.of());
        read(cached, "a");
        memory(cached).answeringLater();
        CompletableFuture<Integer> callsAfterTheChange = cached.start("put", Map.of("key", "a", "value", "new"))
                .toCompletableFuture()
                .thenApply(done -> {
                    CompletableFuture<?> unused =
                            cached.start("readOne", Map.of("key", "a")).toCompletableFuture();
                    return memory(cached).calls.size();
                });
        memory(cached).pending().remove().complete(ExecutionResult.of("changed"));

        assertThat(callsAfterTheChange).isCompletedWithValue(3);
    }

    @Test
    void clearingItIsAnOperationOfEveryConnector() {
        DeclaredConnector cached = cached(Map.of());
        read(cached, "a");
        read(cached, "b");
        cached.execute("clear_cache", Map.of("resource", "a"));
        memory(cached).calls.clear();
        read(cached, "a");
        read(cached, "b");
        assertThat(memory(cached).calls).hasSize(1);

        cached.execute("clearCache", Map.of());
        read(cached, "b");
        assertThat(memory(cached).calls).hasSize(2);
    }

    @Test
    void aFailureIsNotKept() {
        DeclaredConnector cached = cached(Map.of());
        memory(cached).failWith(lasting());
        cached.attempt("readOne", Map.of("key", "a"));
        assertThat(cached.attempt("readOne", Map.of("key", "a")).success()).isTrue();
    }

    @Test
    void everyCallerMayChangeWhatItGot() {
        DeclaredConnector cached = cached(Map.of());
        memory(cached).answeringLater();
        CompletableFuture<ExecutionResult> first =
                cached.start("readOne", Map.of("key", "a")).toCompletableFuture();
        memory(cached).pending().remove().complete(ExecutionResult.of(new HashMap<>(Map.of("list", List.of(1)))));
        change(first.join());
        change(cached.execute("readOne", Map.of("key", "a")));

        assertThat(cached.execute("readOne", Map.of("key", "a")).output()).isEqualTo(Map.of("list", List.of(1)));
        assertThat(memory(cached).calls).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static void change(ExecutionResult result) {
        ((Map<String, Object>) result.output()).put("more", true);
    }

    @Test
    void parametersThatACallLooksUpTellResultsApart() {
        DeclaredConnector cached = cached(Map.of());
        memory(cached).lookingUp("id");
        for (String id : List.of("1", "2", "1", "2")) {
            cached.execute(
                            cached.operation("readOne"),
                            Map.of("key", "order {id}"),
                            new ExecutionContext(Optional.empty(), Map.<String, Object>of("id", id)::get))
                    .toCompletableFuture()
                    .join();
        }
        assertThat(memory(cached).calls).hasSize(2);
    }

    private DeclaredConnector cached(Map<String, Object> more) {
        Map<String, Object> options = new HashMap<>(Map.of("cache.enabled", true));
        options.putAll(more);
        DeclaredConnector connector = connectors.declare("cached", options);
        connectors.start();
        return connector;
    }

    private static Object read(DeclaredConnector connector, String key) {
        return connector.execute("readOne", Map.of("key", key)).output();
    }

    private static MemoryConnector memory(DeclaredConnector connector) {
        return MemoryConnectors.memory(connector);
    }
}
