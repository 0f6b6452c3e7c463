/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.CheckpointStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Looks into a store from outside, also while its runtime works, and leaves requests there for it. */
public final class StoreClient {

    private final Path file;

    /**
     * @param directory the store's folder
     * @throws StoreException when there is no store
     */
    public StoreClient(Path directory) {
        this.file = Store.file(directory);
        if (!Files.isReadable(file)) {
            throw new StoreException("There is no store in " + directory
                    + " that can be read. Run the workspace once, with 'serai run', or name another one.");
        }
    }

    /** How far sources were read. */
    public CheckpointStore checkpoints() {
        return new StoreCheckpoints(new ClientStatements(this), Clock.systemUTC());
    }

    Path file() {
        return file;
    }

    /** Runs queries on a connection of their own. */
    public <T> T read(Function<DSLContext, T> query) {
        return connected(false, query);
    }

    /** Runs statements that write, such as a request to the runtime that has the store. */
    public <T> T write(Function<DSLContext, T> statements) {
        return connected(true, statements);
    }

    private <T> T connected(boolean writable, Function<DSLContext, T> work) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(!writable);
        config.setBusyTimeout(10_000);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            return work.apply(DSL.using(connection, SQLDialect.SQLITE));
        } catch (SQLException e) {
            throw SqliteErrors.openFailed(file.toString(), e);
        }
    }
}
