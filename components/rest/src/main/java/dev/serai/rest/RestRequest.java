/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.http.HttpConnectorRequest;
import java.util.Map;

/**
 * A request that is put together from Java. {@link Rest} begins it. Its result has the reply's body as output, its status
 * and headers as metadata; a status that is not 2xx is a failure.
 */
public final class RestRequest extends HttpConnectorRequest<RestRequest> {

    RestRequest(DeclaredConnector connector, String method, String endpoint) {
        super(connector, method);
        input(RestOperations.ENDPOINT, endpoint);
    }

    @Override
    protected RestRequest self() {
        return this;
    }

    /** Fills a {@code {param}} of the endpoint. */
    public RestRequest param(String name, Object value) {
        return parameter(name, value);
    }

    /** Adds to the query; a collection gives the name several times. */
    public RestRequest query(String name, Object value) {
        return entry(RestOperations.QUERY, name, value);
    }

    /** Sends a map, list, number, boolean or record as JSON. */
    public RestRequest json(Object value) {
        return body(value);
    }

    /** Sends text, bytes, a file or a stream as they are, and data as JSON. */
    public RestRequest body(Object value) {
        return input(RestOperations.BODY, value);
    }

    /** Sends fields as HTML's forms do. */
    public RestRequest form(Map<String, Object> fields) {
        return input(RestOperations.FORM, fields);
    }

    /** Adds a part of a form: text, bytes, a file, or data. */
    public RestRequest part(String name, Object content) {
        return entry(RestOperations.MULTIPART, name, content);
    }
}
