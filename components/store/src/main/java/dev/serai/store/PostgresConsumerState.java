/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.SeenKeys;
import java.time.Clock;
import org.flywaydb.core.Flyway;

/**
 * A store on PostgreSQL 14 or later, which several processes share. Its tables lie in the schema {@code serai}, so that
 * the database may hold others. Thread-safe.
 */
public final class PostgresStore implements AutoCloseable {

    private static final String SCHEMA = "serai";
    private static final int CONNECTIONS = 10;

    private final String address;
    private final HikariDataSource pool;
    private final StoreStatements statements;

    private PostgresStore(PostgresSettings settings) {
        // What follows the question mark may hold a password.
        this.address = settings.url().replaceFirst("\\?.*", "");
        this.pool = pool(settings);
        this.statements = new PostgresStatements(pool, address);
    }

    /**
     * Opens the store, making its schema and tables when there are none.
     *
     * @throws StoreException when the database cannot be reached, refuses the user, or was written by a newer Serai
     */
    public static PostgresStore open(PostgresSettings settings) {
        PostgresStore store = new PostgresStore(settings);
        try {
            store.migrate("store", "dev/serai/store/postgresql");
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Brings the tables of one component up to date. Several processes may do so at once.
     *
     * @param component names the component's own migration history
     * @param location the folder of its Flyway migrations on the class path
     */
    public void migrate(String component, String location) {
        Migrations.apply(
                Flyway.configure(getClass().getClassLoader())
                        .dataSource(pool)
                        .schemas(SCHEMA)
                        .createSchemas(true),
                component,
                location,
                address);
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

    private HikariDataSource pool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setSchema(SCHEMA);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(CONNECTIONS);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StoreException(
                    "The store " + address + " cannot be opened: " + e.getMessage()
                            + ". Expected a PostgreSQL database, its driver on the class path, and a user who may log"
                            + " in.",
                    e);
        }
    }
}
