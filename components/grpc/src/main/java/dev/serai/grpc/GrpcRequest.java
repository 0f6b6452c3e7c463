/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A call that is put together from Java; {@link Grpc} begins it. It passes the connector's pipeline, and may be executed
 * more than once. Its result has the reply as output: a map, or a list of maps from a method that answers with a stream.
 * Not thread-safe.
 */
public final class GrpcRequest {

    private final DeclaredConnector connector;
    private final String operation;
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private String idempotencyKey;

    GrpcRequest(DeclaredConnector connector, String operation, String method) {
        this.connector = connector;
        this.operation = operation;
        input.put(GrpcOperations.METHOD, method);
    }

    /** What is sent, by the names of the message's fields. */
    public GrpcRequest message(Map<String, ?> fields) {
        input.put(GrpcOperations.REQUEST, fields);
        return this;
    }

    /** What is sent to a method that takes a stream. */
    public GrpcRequest messages(List<? extends Map<String, ?>> all) {
        input.put(GrpcOperations.REQUEST, new ArrayList<>(all));
        return this;
    }

    /**
     * Gives a metadata key its value.
     *
     * @param value text; bytes for a key that ends with {@code -bin}; a list of them for a key that is sent several times
     */
    public GrpcRequest metadata(String key, Object value) {
        metadata.put(key, value);
        return this;
    }

    /** How long the call may take; by default what the connector says. */
    public GrpcRequest timeout(Duration time) {
        input.put(GrpcOperations.TIMEOUT, time);
        return this;
    }

    /** How many messages a stream may answer with; by default 1000. */
    public GrpcRequest maxMessages(int most) {
        input.put(GrpcOperations.MAX_MESSAGES, most);
        return this;
    }

    /** The same for every repetition of one logical call. */
    public GrpcRequest idempotencyKey(String key) {
        idempotencyKey = key;
        return this;
    }

    /**
     * Makes the call and waits for its reply.
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
     * Makes the call.
     *
     * @return completes with the reply, or exceptionally with a {@link ConnectorException}; cancelling its future ends the
     *     call
     * @throws ConnectorException when an input is wrong
     */
    public CompletionStage<ExecutionResult> executeAsync() {
        Operation called = connector.operation(operation);
        Map<String, Object> given = new LinkedHashMap<>(input);
        if (!metadata.isEmpty()) {
            given.put(GrpcOperations.METADATA_INPUT, new LinkedHashMap<>(metadata));
        }
        return connector.execute(
                called,
                OperationInput.checkOptions(connector.name(), called, given),
                new ExecutionContext(Optional.ofNullable(idempotencyKey), name -> null));
    }
}
