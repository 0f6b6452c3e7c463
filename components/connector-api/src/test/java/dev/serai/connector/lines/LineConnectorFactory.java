/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.lines;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.Option;
import java.nio.file.Path;

/** Makes connectors of type {@code lines}. */
public final class LineConnectorFactory implements ConnectorFactory<LineConnectorFactory.Configuration> {

    @Override
    public ConnectorMetadata metadata() {
        return LineConnector.METADATA;
    }

    @Override
    public Class<Configuration> configurationType() {
        return Configuration.class;
    }

    @Override
    public Connector create(Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new LineConnector(Path.of(configuration.directory()));
    }

    /** The options. */
    public record Configuration(
            @Option(value = "Where the files lie.", required = true)
            String directory) {}
}
