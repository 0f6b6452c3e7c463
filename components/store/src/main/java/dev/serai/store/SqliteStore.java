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
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * An open store. SQLite in write-ahead mode with full synchronisation: a commit that was called back survives the loss
 * of power. Thread-safe.
 */
public final class Store implements AutoCloseable {

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    /** "Sera" in ASCII, in the file's header: tells a Serai store from any other SQLite database. */
    private static final int APPLICATION_ID = 0x53657261;

    /** Up to this size an older file is made anew once, so that it can give room back; it takes about a second. */
    private static final long LARGEST_MADE_ANEW = 100L * 1024 * 1024;

    /** What the write-ahead log may keep on the disk after a burst. */
    private static final int LARGEST_IDLE_LOG = 64 * 1024 * 1024;

    /** Of one transaction, so that others are not kept waiting for long. */
    private static final int PAGES_GIVEN_BACK_AT_ONCE = 256;

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int READERS = 4;

    private final Path file;
    private final StoreLock lock;
    private final HikariDataSource readers;
    private final GroupCommitWriter writer;
    private final List<Consumer<StoreException>> failureListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> recoveryListeners = new CopyOnWriteArrayList<>();

    private Store(Path file, StoreLock lock, StoreSettings settings) throws SQLException {
        this.file = file;
        this.lock = lock;
        this.readers = pool(file);
        this.writer = new GroupCommitWriter(
                () -> writingConnection(file, settings.largestSize()),
                file.toString(),
                settings.callbacks(),
                new Listeners());
    }

    private static Connection writingConnection(Path file, long largestSize) throws SQLException {
        Connection connection = dataSource(file, false).getConnection();
        if (largestSize > 0) {
            limit(connection, largestSize);
        }
        return connection;
    }

    /**
     * Opens the store of a folder for this process alone, making it when there is none.
     *
     * @throws StoreException when another process has it, or the file is unreadable, damaged, of another program, or
     *     written by a newer Serai
     */
    public static Store open(StoreSettings settings) {
        makeDirectory(settings.directory());
        StoreLock lock = StoreLock.acquire(settings.directory());
        try {
            return open(settings, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Opens the store unless another process has it. */
    public static Optional<Store> tryOpen(StoreSettings settings) {
        makeDirectory(settings.directory());
        return StoreLock.tryAcquire(settings.directory()).map(lock -> {
            try {
                return open(settings, lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        });
    }

    private static Store open(StoreSettings settings, StoreLock lock) {
        Path file = file(settings.directory());
        try {
            claim(file);
            Store store = new Store(file, lock, settings);
            store.migrate("store", "dev/serai/store/sqlite");
            return store;
        } catch (SQLException e) {
            throw SqliteErrors.openFailed(file.toString(), e);
        }
    }

    /** Where the store of a folder lies. */
    public static Path file(Path directory) {
        return directory.resolve("store.db");
    }

    /**
     * Brings the tables of one component up to date.
     *
     * @param component names the component's own migration history
     * @param location the folder of its Flyway migrations on the class path
     */
    public void migrate(String component, String location) {
        Migrations.apply(
                Flyway.configure(getClass().getClassLoader()).dataSource(dataSource(file, false)),
                component,
                location,
                file.toString());
    }

    /** How far sources were read. */
    public CheckpointStore checkpoints() {
        return checkpoints(Clock.systemUTC());
    }

    CheckpointStore checkpoints(Clock clock) {
        return new StoreCheckpoints(new SqliteStatements(this), clock);
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
        return new StoreEventLog(new SqliteStatements(this), clock);
    }

    SeenKeys seenKeys(Clock clock) {
        return new StoreSeenKeys(new SqliteStatements(this), clock);
    }

    public GroupCommitWriter writer() {
        return writer;
    }

    /** Reads. A read sees every write that was called back before it began. */
    public DSLContext read() {
        return DSL.using(readers, SQLDialect.SQLITE);
    }

    /**
     * Gives the room of what was removed back to the disk, a little in each transaction. The file shrinks when the
     * database next writes it, of itself. A file of an older version that was too large to be made anew keeps its room,
     * and uses it again.
     */
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
        return file;
    }

    /** Tells a listener each time the store can no longer be written. It is tried again every second. */
    public void onFailure(Consumer<StoreException> listener) {
        failureListeners.add(listener);
    }

    /** Tells a listener each time the store can be written again. */
    public void onRecovery(Runnable listener) {
        recoveryListeners.add(listener);
    }

    /** How the store fares now; costs nothing. */
    public StoreCondition condition() {
        return writer.condition();
    }

    private final class Listeners implements GroupCommitWriter.Listener {

        @Override
        public void failed(StoreException failure) {
            failureListeners.forEach(listener -> listener.accept(failure));
        }

        @Override
        public void recovered() {
            recoveryListeners.forEach(Runnable::run);
        }
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        lock.close();
    }

    private static void makeDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (UnsupportedOperationException e) {
            // A file system without POSIX permissions keeps its own.
        } catch (IOException e) {
            throw new StoreException(
                    "The store's folder " + directory + " cannot be made: " + e
                            + ". Give this user the right to write there.",
                    e);
        }
    }

    /** Sets what is kept in the file itself, and refuses a file that is not ours. */
    private static void claim(Path file) throws SQLException {
        try (Connection connection = dataSource(file, false).getConnection();
                Statement statement = connection.createStatement()) {
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

    private static void limit(Connection connection, long bytes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long pageSize = number(statement, "PRAGMA page_size");
            statement.execute("PRAGMA max_page_count = " + Math.max(1, bytes / pageSize));
        }
    }

    private static HikariDataSource pool(Path file) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(dataSource(file, true));
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static SQLiteDataSource dataSource(Path file, boolean readOnly) {
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
}
