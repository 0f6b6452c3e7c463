/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import dev.serai.connector.configuration.ConnectorSettings;

/**
 * Makes connectors that can say what their systems hold; {@code serai connectors describe} asks those that are declared.
 *
 * @param <C> the configuration record
 */
public interface DiscoveringConnectorFactory<C extends Record> extends ConnectorFactory<C> {

    @Override
    DiscoveringConnector create(C configuration, ConnectorSettings settings, ConnectorEnvironment environment);
}
