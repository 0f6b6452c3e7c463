/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;
import java.util.List;

/** Makes connectors of type {@code file}. */
public final class FileConnectorFactory implements ConnectorFactory<FileConfiguration> {

    static final ConnectorMetadata METADATA = new ConnectorMetadata(
            "file",
            "Files",
            "Reads, writes and watches the files of a folder.",
            ConnectorMetadata.Category.FILE,
            List.of("file", "folder", "csv", "json", "local"),
            FileOperations.ALL);

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<FileConfiguration> configurationType() {
        return FileConfiguration.class;
    }

    @Override
    public Connector create(
            FileConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new FileConnector(configuration, settings, environment);
    }
}
