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

/** Makes connectors of type {@code file}. */
public final class FileConnectorFactory implements ConnectorFactory<FileConfiguration> {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("file", "Files")
            .description("Reads, writes and watches the files of a folder.")
            .category(ConnectorMetadata.Category.FILE)
            .tags("file", "folder", "csv", "json", "local")
            .aliases("file-system")
            .operations(FileOperations.ALL)
            .errors(FileErrors.ALL)
            .documentation("components/file/README.md")
            .example("A folder beside the declaration", """
                    connectors:
                      - name: inbox
                        type: file
                        connection: { directory: data/inbox }
                    """)
            .build();

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
