/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import org.apache.camel.CamelContext;

/**
 * The way into a GraphQL connector from Java. Its calls pass the connector's pipeline.
 *
 * <pre>{@code
 * GraphQl shop = GraphQl.of(camelContext, "shop");
 * Object order = shop.query("query ($id: ID!) { order(id: $id) { total } }").variable("id", 7).execute().output();
 * }</pre>
 *
 * <p>Thread-safe; each request belongs to one thread.
 */
public final class GraphQl {

    private final DeclaredConnector connector;

    private GraphQl(DeclaredConnector connector) {
        this.connector = connector;
    }

    /**
     * A connector of a Camel context.
     *
     * @throws ConnectorException when there is none of that name, or it is of another type
     */
    public static GraphQl of(CamelContext camelContext, String name) {
        DeclaredConnector connector = ConnectorRegistry.of(camelContext).get(name);
        if (!(connector.connector() instanceof GraphQlConnector)) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "It is of type '" + connector.metadata().type() + "', not 'graphql'.")
                    .connector(name)
                    .build();
        }
        return new GraphQl(connector);
    }

    /** @param document with a query; {@link GraphQlQuery} writes one from its parts */
    public GraphQlRequest query(String document) {
        return new GraphQlRequest(connector, GraphQlOperations.QUERY, document);
    }

    /** @param document with a mutation; {@link GraphQlQuery} writes one from its parts */
    public GraphQlRequest mutation(String document) {
        return new GraphQlRequest(connector, GraphQlOperations.MUTATION, document);
    }
}
