/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.memory.MemoryConnector;
import java.util.List;

/** Makes a connector of which only the declaration is of interest. */
final class AuthenticatedFactory implements ConnectorFactory<AuthenticatedConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return ConnectorMetadata.of("authenticated", "Authenticated")
                .description("Has authentication.")
                .category(ConnectorMetadata.Category.CUSTOM)
                .operations(List.of())
                .build();
    }

    @Override
    public Class<AuthenticatedConfiguration> configurationType() {
        return AuthenticatedConfiguration.class;
    }

    @Override
    public Connector create(
            AuthenticatedConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new MemoryConnector(settings.name());
    }
}
