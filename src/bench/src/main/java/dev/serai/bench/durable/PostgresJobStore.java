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
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.commons.io.FileUtils;

/** A database of its own on a PostgreSQL that others use in turn. */
final class PostgresJobStore implements JobStore {

    /** Of the server's 300. */
    private static final int MOST_WRITERS = 256;

    private static final long PORTION = 1_000_000;

    /** Ids that are older than all new ones, and content as long as a workflow's. */
    private static final String[] FILL = {"""
        INSERT INTO execution (id, workflow, version, status, input, output, attempt, due_at, created_at, started_at,
            finished_at, priority)
        SELECT '01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'), 'job', '1', 'COMPLETED', b, b, 1, now, now, now,
            now, 5
        FROM generate_series(%2$d::bigint, %3$d::bigint) i, (SELECT %1$d::bigint AS now) t,
            LATERAL (SELECT substring(decode(repeat(md5(i::text), 13), 'hex') FOR %4$d) AS b) c""", """
        INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded, idempotency_key,
            started_at, finished_at, input, change)
        SELECT '01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'), k, 'job/process' || k || '@1', 1, 0, 0,
            '01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0') || '-0123456789abcdef', now, now, b, b
        FROM generate_series(%2$d::bigint, %3$d::bigint) i, generate_series(1, 3) k, (SELECT %1$d::bigint AS now) t,
            LATERAL (SELECT substring(decode(repeat(md5(i::text), 13), 'hex') FOR %4$d) AS b) c"""};

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
    public String address() {
        return database;
    }

    @Override
    public String username() {
        return server.username();
    }

    /** In portions, and then as autovacuum and a checkpoint leave it. */
    @Override
    public void fill(long executions, int bytes) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (long first = 1; first <= executions; first += PORTION) {
                long last = Math.min(executions, first + PORTION - 1);
                for (String sql : FILL) {
                    statement.executeUpdate(sql.formatted(System.currentTimeMillis(), first, last, bytes));
                }
            }
            statement.execute("VACUUM ANALYZE execution, step_record");
            statement.execute("CHECKPOINT");
        }
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
