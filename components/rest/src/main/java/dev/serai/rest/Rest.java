/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import org.apache.camel.CamelContext;

/**
 * Calls a declared REST connector from Java, through its pipeline.
 *
 * <pre>{@code
 * Rest shop = Rest.of(camelContext, "shop");
 * shop.post("/orders").query("dry", true).json(order).execute().output();
 * }</pre>
 *
 * <p>Thread-safe; each request belongs to one thread.
 */
public final class Rest {

    private final DeclaredConnector connector;

    private Rest(DeclaredConnector connector) {
        this.connector = connector;
    }

    /**
     * A connector of a Camel context.
     *
     * @throws ConnectorException when there is none of that name, or it is of another type
     */
    public static Rest of(CamelContext camelContext, String name) {
        DeclaredConnector connector = ConnectorRegistry.of(camelContext).get(name);
        if (!(connector.connector() instanceof RestConnector)) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "It is of type '" + connector.metadata().type() + "', not 'rest'.")
                    .connector(name)
                    .build();
        }
        return new Rest(connector);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest get(String endpoint) {
        return request("GET", endpoint);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest post(String endpoint) {
        return request("POST", endpoint);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest put(String endpoint) {
        return request("PUT", endpoint);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest patch(String endpoint) {
        return request("PATCH", endpoint);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest delete(String endpoint) {
        return request("DELETE", endpoint);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest head(String endpoint) {
        return request("HEAD", endpoint);
    }

    /** @param endpoint the path under the base URL, perhaps with {@code {param}}s */
    public RestRequest options(String endpoint) {
        return request("OPTIONS", endpoint);
    }

    private RestRequest request(String method, String endpoint) {
        return new RestRequest(connector, method, endpoint);
    }
}
