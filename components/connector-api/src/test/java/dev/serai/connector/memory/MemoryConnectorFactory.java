/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.memory;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code memory}. */
public final class MemoryConnectorFactory implements ConnectorFactory<MemoryConfiguration> {

    private final boolean circuitBreaker;

    public MemoryConnectorFactory() {
        this(false);
    }

    /** @param circuitBreaker whether the breaker is on when a declaration says nothing */
    public MemoryConnectorFactory(boolean circuitBreaker) {
        this.circuitBreaker = circuitBreaker;
    }

    @Override
    public boolean circuitBreakerByDefault() {
        return circuitBreaker;
    }

    @Override
    public ConnectorMetadata metadata() {
        return MemoryConnector.METADATA;
    }

    @Override
    public Class<MemoryConfiguration> configurationType() {
        return MemoryConfiguration.class;
    }

    @Override
    public Connector create(
            MemoryConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new MemoryConnector(settings.name());
    }
}
