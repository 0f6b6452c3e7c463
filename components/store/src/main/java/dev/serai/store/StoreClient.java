/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.CheckpointStore;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Looks into a store from outside, also while its runtime works, and leaves requests there for it. Thread-safe. */
public final class StoreClient {

    /** As PostgreSQL has it. */
    private static final String NO_SUCH_TABLE = "42P01";

    private final Connector connector;

    private StoreClient(Connector connector) {
        this.connector = connector;
    }

    static StoreClient of(SqliteSettings settings) {
        SqliteDatabase database = new SqliteDatabase(SqliteStore.file(settings.directory()), 0);
        if (!Files.isReadable(database.file())) {
            throw none("in " + settings.directory() + " that can be read");
        }
        return new StoreClient(new Connector(
                database.name(),
                database.dialect(),
                writable -> database.source(!writable).getConnection(),
                failure -> SqliteErrors.openFailed(database.name(), failure)));
    }

    static StoreClient of(PostgresSettings settings) {
        PostgresDatabase database = new PostgresDatabase(settings);
        return new StoreClient(new Connector(
                database.name(), database.dialect(), writable -> database.connect(), database::openFailed));
    }

    /** @throws StoreException when there is no store, or it cannot be reached */
    public void requireStore() {
        read(sql -> sql.fetch("SELECT version FROM store_schema_history"));
    }

    private static StoreException none(String where) {
        return new StoreException(
                "There is no store " + where + ". Run the workspace once, with 'serai run', or name another one.");
    }

    /** How far sources were read. */
    public CheckpointStore checkpoints() {
        return new StoreCheckpoints(new ClientStatements(this), Clock.systemUTC());
    }

    /** How messages name the store. */
    String name() {
        return connector.name;
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
        try (Connection connection = connector.source.connect(writable)) {
            return work.apply(DSL.using(connection, connector.dialect));
        } catch (DataAccessException e) {
            if (NO_SUCH_TABLE.equals(e.sqlState())) {
                throw none("in the database " + connector.name + ", or an older version made it");
            }
            throw e;
        } catch (SQLException e) {
            throw connector.failure.apply(e);
        }
    }

    /** How a store is reached. */
    private record Connector(
            String name, SQLDialect dialect, Source source, Function<SQLException, StoreException> failure) {}

    @FunctionalInterface
    private interface Source {
        Connection connect(boolean writable) throws SQLException;
    }
}
