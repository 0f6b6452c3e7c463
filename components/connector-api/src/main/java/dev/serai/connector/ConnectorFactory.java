/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import dev.serai.connector.configuration.ConnectorSettings;

/**
 * Makes connectors of one type. Found by {@link java.util.ServiceLoader}; a jar that brings one needs nothing else to be
 * known.
 *
 * @param <C> the record that holds the type's configuration; its components carry
 *     {@link dev.serai.connector.configuration.Option}
 */
public interface ConnectorFactory<C extends Record> {

    /** What every connector of the type can do. */
    ConnectorMetadata metadata();

    Class<C> configurationType();

    /** Whether the circuit breaker is on when a declaration says nothing of it. */
    default boolean circuitBreakerByDefault() {
        return false;
    }

    /** Makes a connector; opens nothing yet. */
    Connector create(C configuration, ConnectorSettings settings, ConnectorEnvironment environment);
}
