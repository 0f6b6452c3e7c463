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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A store in a folder. SQLite in write-ahead mode with full synchronisation: a commit that was called back survives the
 * loss of power. Thread-safe.
 */
public final class SqliteStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    /** "Sera" in ASCII, in the file's header: tells a Serai store from any other SQLite database. */
    private static final int APPLICATION_ID = 0x53657261;

    /** Up to this size an older file is made anew once, so that it can give room back; it takes about a second. */
    private static final long LARGEST_MADE_ANEW = 100L * 1024 * 1024;

    /** Of one transaction, so that others are not kept waiting for long. */
    private static final int PAGES_GIVEN_BACK_AT_ONCE = 256;

    private static final int READERS = 4;

    private final SqliteDatabase database;
    private final StoreLock lock;
    private final HikariDataSource readers;
    private final StoreListeners listeners = new StoreListeners();
    private final GroupCommitWriter writer;
    private final StoreStatements statements = new WriterStatements(this);

    private SqliteStore(SqliteDatabase database, StoreLock lock, Executor callbacks) throws SQLException {
        this.database = database;
        this.lock = lock;
        this.readers = pool(database.source(true));
        this.writer = new GroupCommitWriter(database, callbacks, listeners);
    }

    static SqliteStore open(SqliteSettings settings, Executor callbacks) {
        makeDirectory(settings.directory());
        StoreLock lock = StoreLock.acquire(settings.directory());
        try {
            return open(settings, callbacks, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static SqliteStore open(SqliteSettings settings, Executor callbacks, StoreLock lock) {
        SqliteDatabase database = new SqliteDatabase(file(settings.directory()), settings.largestSize());
        // Open until others are: the last one to close would wait until the whole log is in the file and on the disk.
        try (Connection connection = database.source(false).getConnection()) {
            claim(database.file(), connection);
            SqliteStore store = new SqliteStore(database, lock, callbacks);
            store.migrate("store", "dev/serai/store");
            return store;
        } catch (SQLException e) {
            throw SqliteErrors.openFailed(database.name(), e);
        }
    }

    /** Where the store of a folder lies. */
    public static Path file(Path directory) {
        return directory.resolve("store.db");
    }

    @Override
    public void migrate(String component, String location) {
        SQLiteDataSource source = database.source(false);
        MigrationNote note = new MigrationNote(
                component,
                MigrationScripts.checksum(getClass().getClassLoader(), location + "/" + database.migrations()));
        try {
            if (note.isTrueOf(source)) {
                return;
            }
            Migrations.apply(
                    Flyway.configure(getClass().getClassLoader()).dataSource(source), component, location, database);
            note.write(source);
        } catch (SQLException e) {
            throw SqliteErrors.openFailed(database.name(), e);
        }
    }

    /**
     * Loads what is needed to open a store, on the thread of whoever has something else to do meanwhile. Opens nothing
     * but a database in memory, and what fails here fails again where somebody hears of it.
     */
    public static void prepare() {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            SQLiteDataSource memory = new SQLiteDataSource(config);
            memory.setUrl("jdbc:sqlite::memory:");
            try (HikariDataSource pool = pool(memory);
                    Connection connection = pool.getConnection()) {
                DSL.using(connection, SQLDialect.SQLITE).selectOne().fetch();
            }
        } catch (Exception | LinkageError e) {
            LOG.debug("SQLite could not be loaded beforehand", e);
        }
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints(Clock.systemUTC());
    }

    CheckpointStore checkpoints(Clock clock) {
        return new StoreCheckpoints(statements, clock);
    }

    @Override
    public SeenKeys seenKeys() {
        return seenKeys(Clock.systemUTC());
    }

    SeenKeys seenKeys(Clock clock) {
        return new StoreSeenKeys(statements, clock);
    }

    @Override
    public EventLog events() {
        return events(Clock.systemUTC());
    }

    EventLog events(Clock clock) {
        return new StoreEventLog(statements, clock);
    }

    @Override
    public StoreNode node() {
        return StoreNode.ALONE;
    }

    @Override
    public GroupCommitWriter writer() {
        return writer;
    }

    @Override
    public DSLContext read() {
        return StoreReads.of(readers, database);
    }

    /**
     * Gives the room of what was removed back to the disk, a little in each transaction. The file shrinks when the
     * database next writes it, of itself. A file of an older version that was too large to be made anew keeps its room,
     * and uses it again.
     */
    @Override
    public void giveBackSpace() {
        boolean shrinks = true;
        long free = Long.MAX_VALUE;
        while (shrinks) {
            long left = writer.await(session -> {
                session.execute("PRAGMA incremental_vacuum(" + PAGES_GIVEN_BACK_AT_ONCE + ")");
                return session.rows("PRAGMA freelist_count", row -> row.getLong(1))
                        .get(0);
            });
            shrinks = left > 0 && left < free;
            free = left;
        }
    }

    public Path file() {
        return database.file();
    }

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
        readers.close();
        lock.close();
    }

    private static void makeDirectory(Path directory) {
        try {
            PrivateFolder.make(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "The store's folder " + directory + " cannot be made: " + e
                            + ". Give this user the right to write there.",
                    e);
        }
    }

    /** Sets what is kept in the file itself, and refuses a file that is not ours. */
    private static void claim(Path file, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean empty = number(statement, "PRAGMA schema_version") == 0;
            if (!empty && number(statement, "PRAGMA application_id") != APPLICATION_ID) {
                throw new StoreException("The file " + file + " is a database of another program. Move it away, or run"
                        + " on another workspace; Serai makes its own store when there is none.");
            }
            if (empty) {
                // Takes effect before the first table alone.
                statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            }
            statement.execute("PRAGMA journal_mode = WAL");
            if (!empty && number(statement, "PRAGMA auto_vacuum") == 0 && Files.size(file) <= LARGEST_MADE_ANEW) {
                statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
                statement.execute("VACUUM");
            }
            if (empty) {
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            }
        } catch (IOException e) {
            throw new StoreException("The size of the store " + file + " cannot be read: " + e + ".", e);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(source);
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
