/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL of its own that waits for its disk at each commit, and counts statements. */
final class DurablePostgres implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_preload_libraries", "pg_stat_statements");

    private final PostgresServer server = PostgresServer.start(SETTINGS);
    private final Connection connection;
    private final ProcessHandle process;

    DurablePostgres() throws SQLException {
        connection = DriverManager.getConnection(server.url(), server.username(), "");
        execute("CREATE EXTENSION pg_stat_statements");
        process = ProcessHandle.of(number("SELECT pg_backend_pid()"))
                .flatMap(ProcessHandle::parent)
                .orElseThrow();
    }

    /** What it says of how durable a commit is. */
    String durability() throws SQLException {
        StringBuilder text = new StringBuilder("PostgreSQL " + text("SHOW server_version"));
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"}) {
            text.append(", ").append(setting).append('=').append(text("SHOW " + setting));
        }
        return text.toString();
    }

    String newDatabase() {
        return server.newDatabase();
    }

    String username() {
        return server.username();
    }

    /** Of all its processes, until now. */
    Duration processorTime() {
        return ProcessorTime.ofAll(process);
    }

    /** Transactions that changed something, of all databases: others get no number. */
    long commits() {
        return number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    /** Statements that were sent to a database, but for those that begin and end transactions. */
    long statements(String database) {
        return number("SELECT coalesce(sum(s.calls), 0)::bigint FROM pg_stat_statements s JOIN pg_database d"
                + " ON d.oid = s.dbid WHERE d.datname = '" + database.substring(database.lastIndexOf('/') + 1)
                + "' AND s.query !~* '^(begin|commit|rollback|set|show)'");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) {
        try {
            return Long.parseLong(text(sql));
        } catch (SQLException e) {
            throw new IllegalStateException("The server does not tell: " + e.getMessage(), e);
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.close();
    }
}
