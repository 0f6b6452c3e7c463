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
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.commons.io.FileUtils;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file in a workspace of its own, which is gone when it is closed. */
final class SqliteJobStore implements JobStore {

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
