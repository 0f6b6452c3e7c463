/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite file.
 *
 * @param largestSize in bytes, beyond which writes fail as on a full disk; 0 for no limit
 */
record SqliteDatabase(Path file, long largestSize) implements StoreDatabase {

    /** What the write-ahead log may keep on the disk after a burst. */
    private static final int LARGEST_IDLE_LOG = 64 * 1024 * 1024;

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public SQLDialect dialect() {
        return SQLDialect.SQLITE;
    }

    @Override
    public String migrations() {
        return "sqlite";
    }

    /** The lock on the folder keeps other processes away. */
    @Override
    public Connection connectToWrite() throws SQLException {
        Connection connection = source(false).getConnection();
        if (largestSize > 0) {
            limit(connection);
        }
        return connection;
    }

    private void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long pageSize;
            try (var rows = statement.executeQuery("PRAGMA page_size")) {
                pageSize = rows.getLong(1);
            }
            statement.execute("PRAGMA max_page_count = " + Math.max(1, largestSize / pageSize));
        }
    }

    SQLiteDataSource source(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        config.setReadOnly(readOnly);
        config.setJournalSizeLimit(LARGEST_IDLE_LOG);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public void begin(WriteSession session) {}

    @Override
    public int node() {
        return 0;
    }

    @Override
    public Object kept(Object parameter) {
        return parameter;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public boolean concernsTheStore(Exception failure) {
        return SqliteErrors.concernsTheFile(failure);
    }

    @Override
    public boolean isDamaged(Exception failure) {
        return SqliteErrors.isDamaged(failure);
    }

    /** What holds the file for a moment is waited for by SQLite itself. */
    @Override
    public boolean isPassing(Exception failure) {
        return false;
    }

    @Override
    public Optional<StoreException> migrationFailed(Exception failure) {
        return Optional.empty();
    }

    @Override
    public StoreException writeFailed(Exception failure) {
        return SqliteErrors.writeFailed(name(), failure);
    }

    @Override
    public StoreException readFailed(Exception failure) {
        return new StoreException("The store " + name() + " could not be read: " + failure.getMessage(), failure);
    }

    @Override
    public Duration longestSilence() {
        return Duration.ZERO;
    }
}
