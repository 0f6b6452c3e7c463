/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.SeenKeys;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * A store on PostgreSQL 14 or later. Its tables lie in the schema {@code serai}, so that the database may hold others. A
 * commit is as durable as the server makes it: {@code synchronous_commit} stays as it is set there. Thread-safe.
 */
public final class PostgresStore implements Store {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final PostgresDatabase database;
    private final StoreListeners listeners = new StoreListeners();
    private final GroupCommitWriter writer;
    private final HikariDataSource pool;
    private final StoreStatements statements;

    private PostgresStore(PostgresDatabase database, PostgresSettings settings, Executor callbacks)
            throws SQLException {
        this.database = database;
        this.writer = new GroupCommitWriter(database, callbacks, listeners);
        try {
            this.pool = PostgresPool.open(database, settings);
        } catch (StoreException e) {
            writer.close();
            throw e;
        }
        this.statements = new PostgresStatements(pool, database);
    }

    /** @param patience how long to wait for another process that has the store */
    static PostgresStore open(PostgresSettings settings, Executor callbacks, Duration patience) {
        PostgresStore store = connect(settings, callbacks, patience);
        try {
            store.migrate("store", "dev/serai/store");
            store.database.begin(store.writer);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static PostgresStore connect(PostgresSettings settings, Executor callbacks, Duration patience) {
        PostgresDatabase database = new PostgresDatabase(settings);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return new PostgresStore(database, settings, callbacks);
            } catch (StoreInUseException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            } catch (SQLException e) {
                throw database.openFailed(e);
            }
        }
    }

    @Override
    public void migrate(String component, String location) {
        Migrations.apply(database.tables(pool), component, location, database);
    }

    @Override
    public CheckpointStore checkpoints() {
        return new StoreCheckpoints(statements, Clock.systemUTC());
    }

    @Override
    public SeenKeys seenKeys() {
        return new StoreSeenKeys(statements, Clock.systemUTC());
    }

    @Override
    public EventLog events() {
        return new StoreEventLog(statements, Clock.systemUTC());
    }

    @Override
    public GroupCommitWriter writer() {
        return writer;
    }

    @Override
    public DSLContext read() {
        return StoreReads.of(pool, database);
    }

    /** The database does so by itself, by its autovacuum. */
    @Override
    public void giveBackSpace() {}

    @Override
    public void onFailure(Consumer<StoreException> listener) {
        listeners.onFailure(listener);
    }

    @Override
    public void onRecovery(Runnable listener) {
        listeners.onRecovery(listener);
    }

    @Override
    public StoreCondition condition() {
        return writer.condition();
    }

    @Override
    public void close() {
        writer.close();
        pool.close();
    }
}
