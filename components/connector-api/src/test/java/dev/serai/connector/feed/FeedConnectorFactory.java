/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.feed;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.Option;

/** Makes connectors of type {@code feed}. */
public final class FeedConnectorFactory implements ConnectorFactory<FeedConnectorFactory.Configuration> {

    @Override
    public ConnectorMetadata metadata() {
        return FeedConnector.METADATA;
    }

    @Override
    public Class<Configuration> configurationType() {
        return Configuration.class;
    }

    @Override
    public Connector create(Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new FeedConnector(configuration.password());
    }

    /** The options. */
    public record Configuration(
            @Option(value = "The password.", secret = true) String password) {}
}
