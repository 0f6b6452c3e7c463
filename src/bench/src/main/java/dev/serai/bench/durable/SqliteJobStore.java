/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.store.SqliteSettings;
import dev.serai.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.commons.io.FileUtils;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file in a workspace of its own, which is gone when it is closed. */
final class SqliteJobStore implements JobStore {

    private static final long PORTION = 100_000;

    /** Ids that are older than all new ones. */
    private static final String[] FILL = {"""
        WITH RECURSIVE t(now) AS (VALUES (%1$d)), n(i) AS (VALUES (%2$d) UNION ALL SELECT i + 1 FROM n WHERE i < %3$d)
        INSERT INTO execution (id, workflow, version, status, input, output, attempt, due_at, created_at, started_at,
            finished_at, priority)
        SELECT printf('01900000-0000-7000-8000-%%012x', i), 'job', '1', 'COMPLETED', randomblob(%4$d), randomblob(%4$d),
            1, now, now, now, now, 5 FROM n, t""", """
        WITH RECURSIVE t(now) AS (VALUES (%1$d)), n(i) AS (VALUES (%2$d) UNION ALL SELECT i + 1 FROM n WHERE i < %3$d),
            s(k) AS (VALUES (1), (2), (3))
        INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded, idempotency_key,
            started_at, finished_at, input, change)
        SELECT printf('01900000-0000-7000-8000-%%012x', i), k, 'job/process' || k || '@1', 1, 0, 0,
            printf('01900000-0000-7000-8000-%%012x-0123456789abcdef', i), now, now, randomblob(%4$d), randomblob(%4$d)
        FROM n, t, s"""};

    private final Path workspace;
    private final Path folder;
    private CommitCounter counter;

    /** @param parent of the folder */
    SqliteJobStore(Path parent) throws IOException {
        workspace = Files.createTempDirectory(parent, "sqlite-");
        folder = workspace.resolve(".serai");
    }

    @Override
    public StoreSettings settings() {
        return new SqliteSettings(folder);
    }

    @Override
    public String address() {
        return folder.toString();
    }

    @Override
    public String username() {
        return "";
    }

    /** In portions, so that the log stays small. */
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
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public String properties() {
        return "";
    }

    @Override
    public Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("store.db"));
        return source.getConnection();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public long commits() {
        if (counter == null) {
            counter = new CommitCounter(folder.resolve("store.db"));
        }
        return counter.commits();
    }

    @Override
    public OptionalLong statements() {
        return OptionalLong.empty();
    }

    @Override
    public Duration processorTime() {
        return Duration.ZERO;
    }

    @Override
    public void close() throws IOException {
        if (counter != null) {
            counter.close();
        }
        FileUtils.deleteDirectory(workspace.toFile());
    }
}
