/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.people;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.Option;

/** Makes connectors of type {@code people}. */
public final class PeopleConnectorFactory implements ConnectorFactory<PeopleConnectorFactory.Configuration> {

    @Override
    public ConnectorMetadata metadata() {
        return PeopleConnector.METADATA;
    }

    @Override
    public Class<Configuration> configurationType() {
        return Configuration.class;
    }

    @Override
    public Connector create(Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new PeopleConnector();
    }

    /** No options. */
    public record Configuration(@Option("Not used.") String unused) {}
}
