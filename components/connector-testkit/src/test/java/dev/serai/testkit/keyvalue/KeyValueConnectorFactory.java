/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code key-value}. */
public final class KeyValueConnectorFactory implements ConnectorFactory<KeyValueConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return KeyValueOperations.METADATA;
    }

    @Override
    public Class<KeyValueConfiguration> configurationType() {
        return KeyValueConfiguration.class;
    }

    @Override
    public Connector create(
            KeyValueConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new KeyValueConnector(configuration, settings, environment);
    }
}
