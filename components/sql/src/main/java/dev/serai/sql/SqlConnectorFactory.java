/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;
import java.util.List;

/** Makes connectors of type {@code sql}. */
public final class SqlConnectorFactory implements ConnectorFactory<SqlConfiguration> {

    static final ConnectorMetadata METADATA = new ConnectorMetadata(
            "sql",
            "SQL database",
            "Queries and changes the tables of a database through its JDBC driver.",
            ConnectorMetadata.Category.DATABASE,
            List.of("sql", "jdbc", "database", "sqlite", "postgresql", "mysql", "mariadb", "h2", "oracle"),
            SqlOperations.ALL);

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<SqlConfiguration> configurationType() {
        return SqlConfiguration.class;
    }

    @Override
    public Connector create(
            SqlConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new SqlConnector(configuration, settings, environment);
    }
}
