/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A PostgreSQL of its own, and a Camel context with the connector {@code db} on it and a pool of the same size in the
 * registry as {@code pool}. What is measured by hand has a third.
 */
final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 10;

    private final PostgresServer server;
    private final HikariDataSource bare;
    private final HikariDataSource plain;
    private final CamelContext context = new DefaultCamelContext();

    private Database(PostgresServer server, String url) throws IOException {
        this.server = server;
        this.bare = pool(url, server.username());
        this.plain = pool(url, server.username());
        declare(url, server.username());
        context.getRegistry().bind("pool", bare);
    }

    /** Starts all of it, with tables that these statements make. */
    static Database start(String... statements) throws Exception {
        PostgresServer server = PostgresServer.start();
        Database database = new Database(server, server.newDatabase());
        for (String statement : statements) {
            database.execute(statement);
        }
        database.context.start();
        return database;
    }

    CamelContext context() {
        return context;
    }

    /** For what is measured by hand. */
    HikariDataSource plain() {
        return plain;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void declare(String url, String username) throws IOException {
        Path file = Files.createTempFile("serai-bench-", ".yaml");
        Files.writeString(file, """
                connectors:
                  - name: db
                    type: sql
                    connection: { url: "%s", username: %s }
                    options: { maxConnections: %d, queryTimeout: 10m }
                """.formatted(url, username, CONNECTIONS));
        ConnectorRegistry.of(context).declareFrom(file.toString());
        Files.delete(file);
    }

    private static HikariDataSource pool(String url, String username) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setUsername(username);
        settings.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(settings);
    }

    @Override
    public void close() {
        context.stop();
        ConnectorRegistry.of(context).stop();
        bare.close();
        plain.close();
        server.close();
    }
}
