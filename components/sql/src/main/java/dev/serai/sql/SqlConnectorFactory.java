/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code sql}. */
public final class SqlConnectorFactory implements DiscoveringConnectorFactory<SqlConfiguration> {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("sql", "SQL database")
            .description("Queries and changes the tables of a database through its JDBC driver.")
            .category(ConnectorMetadata.Category.DATABASE)
            .tags("sql", "jdbc", "database", "sqlite", "postgresql", "mysql", "mariadb", "h2", "oracle")
            .aliases("database")
            .operations(SqlOperations.ALL)
            .errors(SqlErrors.ALL)
            .asynchronous()
            .requires("A JDBC driver on the class path, such as org.postgresql:postgresql or org.xerial:sqlite-jdbc.")
            .documentation("components/sql/README.md")
            .example("A PostgreSQL database", """
                    connectors:
                      - name: orders-db
                        type: sql
                        description: The shop's orders.
                        connection:
                          url: jdbc:postgresql://localhost:5432/orders
                          username: ${DB_USER}
                          password: ${DB_PASSWORD}
                        options: { maxConnections: 20, initScript: schema.sql }
                    """)
            .example("A SQLite file whose results are kept for a minute", """
                    connectors:
                      - name: articles-db
                        type: sql
                        connection: { url: jdbc:sqlite:data/articles.db }
                        cache: { ttl: 60s }
                    """)
            .example("A row is added, then one is read", """
                    - route:
                        from:
                          uri: direct:order
                          steps:
                            - to: { uri: "connector:orders-db/insert", parameters: { table: orders } }
                            - to:
                                uri: connector:orders-db/query
                                parameters:
                                  sql: "SELECT number, total FROM orders WHERE customer = :#customer"
                                  fetchMode: one
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
    public DiscoveringConnector create(
            SqlConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new SqlConnector(configuration, settings, environment);
    }
}
