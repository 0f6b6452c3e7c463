/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.store.PostgresSettings;
import dev.serai.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.commons.io.FileUtils;

/** A database of its own on a PostgreSQL that others use in turn. */
final class PostgresJobStore implements JobStore {

    /** Of the server's 300. */
    private static final int MOST_WRITERS = 256;

    private final DurablePostgres server;
    private final String database;
    private final Path workspace;

    /** @param parent of the workspace */
    PostgresJobStore(DurablePostgres server, Path parent) throws IOException {
        this.workspace = Files.createTempDirectory(parent, "postgresql-");
        this.server = server;
        this.database = server.newDatabase();
    }

    @Override
    public StoreSettings settings() {
        return new PostgresSettings(database, server.username(), "");
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public String properties() {
        return "serai.store.url=" + database + "\nserai.store.username=" + server.username() + "\n";
    }

    /** As the engine connects. */
    @Override
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.username());
        properties.setProperty("currentSchema", "serai");
        properties.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection(database, properties);
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public int writers() {
        return MOST_WRITERS;
    }

    @Override
    public long commits() {
        return server.commits();
    }

    @Override
    public OptionalLong statements() {
        return OptionalLong.of(server.statements(database));
    }

    @Override
    public Duration processorTime() {
        return server.processorTime();
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(workspace.toFile());
    }
}
