/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A request that is put together from Java. {@link Rest} begins it; it may be executed more than once. */
public final class RestRequest {

    private final DeclaredConnector connector;
    private final String method;
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> query = new LinkedHashMap<>();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private final Map<String, Object> parts = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private String idempotencyKey;

    RestRequest(DeclaredConnector connector, String method, String endpoint) {
        this.connector = connector;
        this.method = method;
        input.put(RestOperations.ENDPOINT, endpoint);
    }

    /** Fills a {@code {param}} of the endpoint. */
    public RestRequest param(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** Adds to the query; a collection gives the name several times. */
    public RestRequest query(String name, Object value) {
        query.put(name, value);
        return this;
    }

    public RestRequest header(String name, Object value) {
        headers.put(name, value);
        return this;
    }

    /** Sends a map, list, number, boolean or record as JSON. */
    public RestRequest json(Object value) {
        return body(value);
    }

    /** Sends text, bytes, a file or a stream as they are, and data as JSON. */
    public RestRequest body(Object value) {
        input.put(RestOperations.BODY, value);
        return this;
    }

    /** Sends fields as HTML's forms do. */
    public RestRequest form(Map<String, Object> fields) {
        input.put(RestOperations.FORM, fields);
        return this;
    }

    /** Adds a part of a form: text, bytes, a file, or data. */
    public RestRequest part(String name, Object content) {
        parts.put(name, content);
        return this;
    }

    /** How long the request may take; by default what the connector says. */
    public RestRequest timeout(Duration time) {
        input.put(RestOperations.TIMEOUT, time);
        return this;
    }

    /** The same for every repetition of one logical call. */
    public RestRequest idempotencyKey(String key) {
        idempotencyKey = key;
        return this;
    }

    /**
     * Makes the request and waits for its reply.
     *
     * @return the reply's body as output, its status and headers as metadata
     * @throws ConnectorException when there is no reply, or its status is not 2xx
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
        Operation operation = connector.operation(method);
        Map<String, Object> given = new LinkedHashMap<>(input);
        given.values().removeIf(Objects::isNull);
        putUnlessEmpty(given, RestOperations.QUERY, query);
        putUnlessEmpty(given, RestOperations.HEADERS, headers);
        putUnlessEmpty(given, RestOperations.MULTIPART, parts);
        return connector.execute(
                operation,
                OperationInput.checkOptions(connector.name(), operation, given),
                new ExecutionContext(Optional.ofNullable(idempotencyKey), new LinkedHashMap<>(parameters)::get));
    }

    private static void putUnlessEmpty(Map<String, Object> given, String name, Map<String, Object> values) {
        if (!values.isEmpty()) {
            given.put(name, new LinkedHashMap<>(values));
        }
    }
}
