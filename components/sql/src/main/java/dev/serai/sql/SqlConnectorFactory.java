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

/** Makes connectors of type {@code sql}. */
public final class SqlConnectorFactory implements ConnectorFactory<SqlConfiguration> {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("sql", "SQL database")
            .description("Queries and changes the tables of a database through its JDBC driver.")
            .category(ConnectorMetadata.Category.DATABASE)
            .tags("sql", "jdbc", "database", "sqlite", "postgresql", "mysql", "mariadb", "h2", "oracle")
            .aliases("database")
            .operations(SqlOperations.ALL)
            .errors(SqlErrors.ALL)
            .documentation("components/sql/README.md")
            .example("A PostgreSQL database", """
                    connectors:
                      - name: orders-db
                        type: sql
                        connection:
                          url: jdbc:postgresql://localhost:5432/orders
                          username: shop
                          password: "${DB_PASSWORD}"
                    """)
            .build();

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
