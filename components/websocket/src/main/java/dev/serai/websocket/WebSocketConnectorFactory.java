/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code websocket}. */
public final class WebSocketConnectorFactory implements ConnectorFactory<WebSocketConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return WebSocketOperations.METADATA;
    }

    @Override
    public Class<WebSocketConfiguration> configurationType() {
        return WebSocketConfiguration.class;
    }

    @Override
    public boolean circuitBreakerByDefault() {
        return true;
    }

    @Override
    public Connector create(
            WebSocketConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new WebSocketConnector(settings, configuration, environment);
    }
}
