/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.http.HttpConnectorRequest;

/**
 * A request that is put together from Java. {@link GraphQl} begins it. Its result has the reply's data as output; a reply
 * with errors is a failure.
 */
public final class GraphQlRequest extends HttpConnectorRequest<GraphQlRequest> {

    GraphQlRequest(DeclaredConnector connector, String operation, String document) {
        super(connector, operation);
        input(GraphQlOperations.QUERY, document);
    }

    @Override
    protected GraphQlRequest self() {
        return this;
    }

    /** Gives a variable of the document its value. */
    public GraphQlRequest variable(String name, Object value) {
        return entry(GraphQlOperations.VARIABLES, name, value);
    }

    /** Which operation of the document runs, when it has several. */
    public GraphQlRequest operationName(String name) {
        return input(GraphQlOperations.OPERATION_NAME, name);
    }

    /** Takes a reply with data and errors for a result, which has the errors as metadata. */
    public GraphQlRequest partly() {
        return input(GraphQlOperations.ON_ERRORS, "partial");
    }
}
