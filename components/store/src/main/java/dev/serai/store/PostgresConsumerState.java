/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.SeenKeys;
import java.time.Clock;

/**
 * What consumers remember, on PostgreSQL 14 or later, where several processes share it. Its tables lie in the schema {@code
 * serai}, so that the database may hold others. Thread-safe.
 */
public final class PostgresConsumerState implements AutoCloseable {

    private final HikariDataSource pool;
    private final StoreStatements statements;

    private PostgresConsumerState(PostgresDatabase database, HikariDataSource pool) {
        this.pool = pool;
        this.statements = new PostgresStatements(pool, database);
    }

    /**
     * Opens what several processes may open, making its schema and tables when there are none.
     *
     * @throws StoreException when the database cannot be reached, refuses the user, or was written by a newer Serai
     */
    public static PostgresConsumerState open(PostgresSettings settings) {
        PostgresDatabase database = new PostgresDatabase(settings);
        HikariDataSource pool = PostgresPool.open(database, settings);
        try {
            Migrations.apply(database.tables(pool), "store", "dev/serai/store", database);
            return new PostgresConsumerState(database, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** How far sources were read. */
    public CheckpointStore checkpoints() {
        return checkpoints(Clock.systemUTC());
    }

    CheckpointStore checkpoints(Clock clock) {
        return new StoreCheckpoints(statements, clock);
    }

    /** What was already processed. */
    public SeenKeys seenKeys() {
        return seenKeys(Clock.systemUTC());
    }

    /** The events of durable buses. */
    public EventLog events() {
        return events(Clock.systemUTC());
    }

    EventLog events(Clock clock) {
        return new StoreEventLog(statements, clock);
    }

    SeenKeys seenKeys(Clock clock) {
        return new StoreSeenKeys(statements, clock);
    }

    @Override
    public void close() {
        pool.close();
    }
}
