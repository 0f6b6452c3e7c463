/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A request that is put together from Java, of a connector that speaks HTTP. It passes the connector's pipeline, and may
 * be executed more than once. Not thread-safe.
 *
 * @param <R> the request itself
 */
public abstract class HttpConnectorRequest<R extends HttpConnectorRequest<R>> {

    private final DeclaredConnector connector;
    private final String operation;
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private String idempotencyKey;

    protected HttpConnectorRequest(DeclaredConnector connector, String operation) {
        this.connector = connector;
        this.operation = operation;
    }

    /** This request, for the next call of its methods. */
    protected abstract R self();

    /** Gives an input of the operation; null gives none. */
    protected final R input(String name, Object value) {
        if (value == null) {
            input.remove(name);
        } else {
            input.put(name, value);
        }
        return self();
    }

    /** Gives an entry of an input that is a map. */
    protected final R entry(String name, String entry, Object value) {
        Map<Object, Object> entries = new LinkedHashMap<>((Map<?, ?>) input.getOrDefault(name, Map.of()));
        entries.put(entry, value);
        return input(name, entries);
    }

    /** Gives the value of a parameter that the message of a route would give. */
    protected final R parameter(String name, Object value) {
        parameters.put(name, value);
        return self();
    }

    public R header(String name, Object value) {
        return entry("headers", name, value);
    }

    /** How long the request may take; by default what the connector says. */
    public R timeout(Duration time) {
        return input("replyTimeout", time);
    }

    /** The same for every repetition of one logical call. */
    public R idempotencyKey(String key) {
        idempotencyKey = key;
        return self();
    }

    /**
     * Makes the request and waits for its reply.
     *
     * @throws ConnectorException when there is no reply, or it is a failure
     */
    public ExecutionResult execute() {
        try {
            return executeAsync().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException failure ? failure : e;
        }
    }

    /**
     * Makes the request.
     *
     * @return completes with the reply, or exceptionally with a {@link ConnectorException}; cancelling its future ends the
     *     request
     * @throws ConnectorException when an input is wrong
     */
    public CompletionStage<ExecutionResult> executeAsync() {
        Operation called = connector.operation(operation);
        return connector.execute(
                called,
                OperationInput.checkOptions(connector.name(), called, input),
                new ExecutionContext(Optional.ofNullable(idempotencyKey), new LinkedHashMap<>(parameters)::get));
    }
}
