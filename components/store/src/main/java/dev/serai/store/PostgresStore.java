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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * A store on PostgreSQL 14 or later. Its tables lie in the schema {@code serai}, so that the database may hold others. A
 * commit is as durable as the server makes it: {@code synchronous_commit} stays as it is set there. Thread-safe.
 */
public final class PostgresStore implements Store {

    private final PostgresDatabase database;
    private final StoreListeners listeners = new StoreListeners();
    private final Executor callbacks;
    private final HikariDataSource pool;
    private final StoreStatements statements;
    private final GroupCommitWriter writer;
    private final Heartbeat heartbeat;

    private PostgresStore(PostgresSettings settings, Executor callbacks) {
        this.callbacks = callbacks;
        database = new PostgresDatabase(settings);
        pool = PostgresPool.open(database, settings);
        statements = new PostgresStatements(pool, database);
        try {
            migrate("store", "dev/serai/store");
            writer = new GroupCommitWriter(database, callbacks, listeners);
        } catch (SQLException e) {
            pool.close();
            throw database.openFailed(e);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        heartbeat = new Heartbeat(database, settings.heartbeat(), listeners, callbacks, this::findOut);
    }

    static PostgresStore open(PostgresSettings settings, Executor callbacks) {
        PostgresStore store = new PostgresStore(settings, callbacks);
        try {
            store.heartbeat.start();
            return store;
        } catch (SQLException e) {
            store.close();
            throw store.database.openFailed(e);
        }
    }

    /** The writer comes back under another number when it finds that the old one is gone. */
    private void findOut() {
        callbacks.execute(writer::lookNow);
    }

    @Override
    public StoreNode node() {
        return heartbeat;
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
        StoreCondition condition = writer.condition();
        return condition.failure() == null
                ? new StoreCondition(heartbeat.failure(), condition.waiting(), condition.commitTakes())
                : condition;
    }

    @Override
    public void close() {
        writer.close();
        heartbeat.close();
        pool.close();
    }
}
