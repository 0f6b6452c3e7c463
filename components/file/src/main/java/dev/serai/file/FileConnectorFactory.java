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
            .description(
                    "Reads, writes and watches the files of a folder, here or on a server of SFTP or FTP, or of a bucket"
                            + " of S3.")
            .category(ConnectorMetadata.Category.FILE)
            .tags("file", "folder", "csv", "json", "local", "s3", "sftp", "ftp")
            .aliases("file-system")
            .operations(FileOperations.ALL)
            .errors(FileErrors.ALL)
            .requires("A folder that the runtime may read, and write for anything but reading; a bucket of S3,"
                    + " or a server of SFTP or FTP.")
            .documentation("components/file/README.md")
            .example("A folder", """
                    connectors:
                      - name: data
                        type: file
                        description: Orders that come in as files.
                        connection: { directory: data }
                    """)
            .example("A folder that must be there", """
                    connectors:
                      - name: exchange
                        type: file
                        connection: { directory: /mnt/exchange, create: false }
                        connect: { failFast: true }
                    """)
            .example("A bucket", """
                    connectors:
                      - name: exports
                        type: file
                        connection:
                          directory: exports
                          s3: { bucket: shop-files, region: eu-central-1 }
                    """)
            .example("A folder of an SFTP server", """
                    connectors:
                      - name: partner
                        type: file
                        connection:
                          directory: upload
                          sftp:
                            host: sftp.example.com
                            username: shop
                            password: "${PARTNER_PASSWORD}"
                            knownHosts: known_hosts
                    """)
            .example("Each record of a CSV file becomes a JSON file", """
                    - route:
                        from:
                          uri: connector:data/stream
                          parameters: { pattern: "inbox/*.csv" }
                          steps:
                            - to: { uri: "connector:data/write", parameters: { path: "orders/{number}.json" } }
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
