/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import java.util.Map;
import java.util.Set;

/**
 * A place where a route names an endpoint.
 *
 * @param side how the route uses it
 * @param uri as written
 * @param location of the URI
 * @param parameters what stands under {@code parameters}, or null
 * @param placeholders the names that placeholders may use beside the workspace's properties
 */
record EndpointUse(
        Side side, String uri, SourceLocation location, ConfigurationNode parameters, Set<String> placeholders) {

    /** How a route uses an endpoint. */
    enum Side {
        /** It receives from it: {@code from}. */
        CONSUMER,
        /** It sends to it. */
        PRODUCER,
        /** It sends to what an expression gives; only what stands before the first function is known. */
        DYNAMIC_PRODUCER,
        /** It fetches one message: {@code poll}, {@code pollEnrich}. */
        POLLING
    }

    /** The options that stand under {@code parameters}. */
    Map<String, ConfigurationNode> declaredParameters() {
        return parameters == null || parameters.entries() == null ? Map.of() : parameters.entries();
    }
}
