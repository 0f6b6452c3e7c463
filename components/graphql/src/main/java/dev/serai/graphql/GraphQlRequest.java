/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

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

/** A request that is put together from Java. {@link GraphQl} begins it; it may be executed more than once. */
public final class GraphQlRequest {

    private final DeclaredConnector connector;
    private final String operation;
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private String idempotencyKey;

    GraphQlRequest(DeclaredConnector connector, String operation, String document) {
        this.connector = connector;
        this.operation = operation;
        input.put(GraphQlOperations.QUERY, document);
    }

    /** Gives a variable of the document its value. */
    public GraphQlRequest variable(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    /** Which operation of the document runs, when it has several. */
    public GraphQlRequest operationName(String name) {
        input.put(GraphQlOperations.OPERATION_NAME, name);
        return this;
    }

    public GraphQlRequest header(String name, Object value) {
        headers.put(name, value);
        return this;
    }

    /** How long the request may take; by default what the connector says. */
    public GraphQlRequest timeout(Duration time) {
        input.put(GraphQlOperations.TIMEOUT, time);
        return this;
    }

    /** Takes a reply with data and errors for a result, which has the errors as metadata. */
    public GraphQlRequest partly() {
        input.put(GraphQlOperations.ON_ERRORS, "partial");
        return this;
    }

    /** The same for every repetition of one logical call. */
    public GraphQlRequest idempotencyKey(String key) {
        idempotencyKey = key;
        return this;
    }

    /**
     * Makes the request and waits for its reply.
     *
     * @return the reply's data as output
     * @throws ConnectorException when there is no reply, or it has errors
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
     * @return completes with the reply's data, or exceptionally with a {@link ConnectorException}; cancelling its future
     *     ends the request
     * @throws ConnectorException when an input is wrong
     */
    public CompletionStage<ExecutionResult> executeAsync() {
        Operation called = connector.operation(operation);
        Map<String, Object> given = new LinkedHashMap<>(input);
        given.put(GraphQlOperations.VARIABLES, new LinkedHashMap<>(variables));
        if (!headers.isEmpty()) {
            given.put(GraphQlOperations.HEADERS, new LinkedHashMap<>(headers));
        }
        return connector.execute(
                called,
                OperationInput.checkOptions(connector.name(), called, given),
                new ExecutionContext(Optional.ofNullable(idempotencyKey), name -> null));
    }
}
