/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code graphql}. */
public final class GraphQlConnectorFactory implements DiscoveringConnectorFactory<GraphQlConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return GraphQlOperations.METADATA;
    }

    @Override
    public Class<GraphQlConfiguration> configurationType() {
        return GraphQlConfiguration.class;
    }

    @Override
    public boolean circuitBreakerByDefault() {
        return true;
    }

    @Override
    public DiscoveringConnector create(
            GraphQlConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new GraphQlConnector(settings.name(), configuration, environment);
    }
}
