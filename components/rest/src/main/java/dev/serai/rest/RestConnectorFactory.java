/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code rest}. */
public final class RestConnectorFactory implements ConnectorFactory<RestConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return RestOperations.METADATA;
    }

    @Override
    public Class<RestConfiguration> configurationType() {
        return RestConfiguration.class;
    }

    @Override
    public boolean circuitBreakerByDefault() {
        return true;
    }

    @Override
    public Connector create(
            RestConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new RestConnector(settings.name(), configuration, environment);
    }
}
