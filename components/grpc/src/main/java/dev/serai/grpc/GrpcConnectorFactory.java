/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code grpc}. */
public final class GrpcConnectorFactory implements DiscoveringConnectorFactory<GrpcConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return GrpcOperations.METADATA;
    }

    @Override
    public Class<GrpcConfiguration> configurationType() {
        return GrpcConfiguration.class;
    }

    @Override
    public boolean circuitBreakerByDefault() {
        return true;
    }

    @Override
    public DiscoveringConnector create(
            GrpcConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new GrpcConnector(settings.name(), configuration, environment);
    }
}
