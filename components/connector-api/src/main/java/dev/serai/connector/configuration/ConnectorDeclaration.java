/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;

/**
 * A checked declaration: everything that is needed to make the connector.
 *
 * @param location where it stands
 * @param settings what every connector has
 * @param factory of its type
 * @param configuration the type's own part, a record of {@link ConnectorFactory#configurationType()}
 */
public record ConnectorDeclaration<C extends Record>(
        SourceLocation location, ConnectorSettings settings, ConnectorFactory<C> factory, C configuration) {

    public Connector create(ConnectorEnvironment environment) {
        return factory.create(configuration, settings, environment);
    }
}
