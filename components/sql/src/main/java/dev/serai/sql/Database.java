/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** An open pool of connections to one database. Thread-safe. */
final class Database implements AutoCloseable {

    /** How long SQLite waits for another's lock before the call fails and may be repeated without holding a thread. */
    private static final Duration LONGEST_SQLITE_LOCK_WAIT = Duration.ofSeconds(5);

    /** Without it MySQL's driver reads all rows of a result into memory, whatever the fetch size. */
    private static final String CURSOR_FETCH = "useCursorFetch";

    private final HikariDataSource pool;
    private final SQLDialect dialect;
    private final SqlFailures failures;
    private final StatementTimeout timeout;
    private final Identifiers identifiers;
    private final ReadOnlyAccess readOnly;
    private final DSLContext builder;
    private final SqlOptions options;
    private final Leases leases;

    /** Where all work is done, in the transaction that is open there; null for connections of the pool. */
    private final Connection joined;

    private Database(
            HikariDataSource pool,
            SQLDialect dialect,
            StatementTimeout timeout,
            Identifiers identifiers,
            SqlOptions options) {
        this.pool = pool;
        this.dialect = dialect;
        this.failures = new SqlFailures(dialect);
        this.timeout = timeout;
        this.identifiers = identifiers;
        this.builder = DSL.using(dialect, new Settings().withRenderFormatted(false));
        this.readOnly = new ReadOnlyAccess(dialect);
        this.options = options;
        this.leases = new Leases();
        this.joined = null;
    }

    private Database(Database database, Connection joined) {
        this.pool = database.pool;
        this.dialect = database.dialect;
        this.failures = database.failures;
        this.timeout = database.timeout;
        this.identifiers = database.identifiers;
        this.builder = database.builder;
        this.readOnly = database.readOnly;
        this.options = database.options;
        this.leases = database.leases;
        this.joined = joined;
    }

    /**
     * Opens the pool and runs the script.
     *
     * @param watch ends SQLite's statements that run too long
     * @throws ConnectorException when the database cannot be used; nothing then stays open
     */
    static Database open(
            SqlConfiguration configuration,
            ConnectorEnvironment environment,
            ScheduledExecutorService watch,
            Caller caller) {
        String url = url(configuration.url(), environment.baseDirectory(), caller);
        SQLDialect dialect = JDBCUtils.dialect(url);
        boolean sqlite = dialect == SQLDialect.SQLITE;
        Properties properties = properties(configuration);
        if (sqlite) {
            sqliteProperties(url, configuration.options().queryTimeout()).forEach(properties::putIfAbsent);
        } else if (dialect == SQLDialect.MYSQL && !url.contains(CURSOR_FETCH + "=")) {
            properties.putIfAbsent(CURSOR_FETCH, "true");
        }
        JdbcDriver driver =
                JdbcDriver.find(url, configuration.connection().driver(), environment.camelContext(), caller);
        DriverConnections connections = new DriverConnections(driver, properties);
        SqlFailures failures = new SqlFailures(dialect);
        if (configuration.options().initScript() != null) {
            Path script = environment
                    .baseDirectory()
                    .resolve(configuration.options().initScript())
                    .normalize();
            new InitScript(script, failures).run(connections, dialect, caller);
        }
        HikariDataSource pool =
                openPool(settings(configuration.options(), connections, caller.connector()), failures, caller);
        try (Connection connection = pool.getConnection()) {
            return new Database(
                    pool,
                    dialect,
                    new StatementTimeout(configuration.options().queryTimeout(), sqlite ? watch : null),
                    Identifiers.of(connection.getMetaData()),
                    configuration.options());
        } catch (SQLException e) {
            pool.close();
            throw failures.connecting(caller, e);
        }
    }

    SQLDialect dialect() {
        return dialect;
    }

    SqlFailures failures() {
        return failures;
    }

    StatementTimeout timeout() {
        return timeout;
    }

    Identifiers identifiers() {
        return identifiers;
    }

    /** Renders statements in the database's dialect; it runs none. */
    DSLContext builder() {
        return builder;
    }

    ReadOnlyAccess readOnly() {
        return readOnly;
    }

    /** Whether the connector may change nothing. */
    boolean onlyReads() {
        return options.readOnly();
    }

    /** How many rows a driver brings at once when they are read one after another. */
    int fetchSize() {
        return options.fetchSize();
    }

    /** A statement that a route gives, with its values. */
    PreparedStatement prepare(Connection connection, SqlStatement statement, Caller caller) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement.sql());
        try {
            ParameterBinding.given(dialect, caller).bind(prepared, statement.parameters());
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    /**
     * Lends a connection for as long as the work runs, and undoes what the work left uncommitted.
     *
     * @throws ConnectorException for everything that goes wrong
     */
    <T> T with(Caller caller, Work<T> work) {
        if (joined != null) {
            return onJoined(caller, work);
        }
        try (Connection connection = lend(caller)) {
            return work.run(connection);
        } catch (SQLException e) {
            throw failed(caller, e);
        }
    }

    private <T> T onJoined(Caller caller, Work<T> work) {
        try {
            return work.run(joined);
        } catch (SQLException e) {
            throw failed(caller, e);
        }
    }

    /**
     * The same database, where all work becomes a part of one transaction.
     *
     * @param connection whose transaction is open; whoever began it ends it, and undoes it after a failure
     */
    Database joining(Connection connection) {
        return new Database(this, connection);
    }

    /** What a failure on a lent connection means. */
    ConnectorException failed(Caller caller, SQLException failure) {
        return failures.running(caller, failure);
    }

    /** Runs work in a transaction: all of it takes effect, or nothing does. */
    <T> T inTransaction(Caller caller, Work<T> work) {
        if (joined != null) {
            return onJoined(caller, work);
        }
        return with(caller, connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        });
    }

    private static void undo(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Lends a connection until it is closed, which undoes what is uncommitted.
     *
     * @throws ConnectorException when there is none in time
     */
    Connection lend(Caller caller) {
        try {
            Connection connection = pool.getConnection();
            leases.add(connection, caller, RunningStatement.current().origin().get());
            return connection;
        } catch (SQLException e) {
            throw e.getCause() == null ? exhausted(caller) : failures.connecting(caller, e);
        }
    }

    /** The refusal of a call that found no free connection in time. */
    ConnectorException exhausted(Caller caller) {
        return caller.failure(
                        SqlErrors.POOL_EXHAUSTED,
                        "All " + pool.getMaximumPoolSize() + " connections were in use for "
                                + options.acquireTimeout().toMillis() + " ms." + leases.holders()
                                + " Raise options.maxConnections or options.acquireTimeout, or look for statements"
                                + " that run long.")
                .neverSent()
                .build();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariDataSource openPool(HikariConfig settings, SqlFailures failures, Caller caller) {
        try {
            return new HikariDataSource(settings);
        } catch (HikariPool.PoolInitializationException e) {
            throw failures.connecting(
                    caller, e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getMessage(), e));
        }
    }

    /** How the pool is set up. */
    static HikariConfig settings(SqlOptions options, DriverConnections connections, String name) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setDataSource(connections);
        settings.setMaximumPoolSize(options.maxConnections());
        settings.setMinimumIdle(Math.min(options.minIdle(), options.maxConnections()));
        settings.setConnectionTimeout(options.acquireTimeout().toMillis());
        settings.setIdleTimeout(options.idleTimeout().toMillis());
        if (options.isolation() != null) {
            settings.setTransactionIsolation(
                    "TRANSACTION_" + options.isolation().name());
        }
        return settings;
    }

    /** What every connection is opened with. */
    private static Properties properties(SqlConfiguration configuration) {
        Properties properties = new Properties();
        configuration
                .options()
                .properties()
                .forEach((key, value) -> properties.setProperty(key, String.valueOf(value)));
        SqlConnection connection = configuration.connection();
        if (connection.username() != null) {
            properties.setProperty("user", connection.username());
        }
        if (connection.password() != null) {
            properties.setProperty("password", connection.password());
        }
        return properties;
    }

    /** What SQLite needs to be shared by threads and processes and to keep what it has committed; the URL may differ. */
    private static Properties sqliteProperties(String url, Duration queryTimeout) {
        Duration half = queryTimeout.dividedBy(2);
        Duration lockWait = half.compareTo(LONGEST_SQLITE_LOCK_WAIT) < 0 ? half : LONGEST_SQLITE_LOCK_WAIT;
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("busy_timeout", Long.toString(lockWait.toMillis()));
        properties.stringPropertyNames().stream()
                .filter(name -> url.contains(name + "="))
                .forEach(properties::remove);
        return properties;
    }

    private static String url(String url, Path baseDirectory, Caller caller) {
        if (!SqliteUrl.isFile(url)) {
            return url;
        }
        SqliteUrl sqlite = SqliteUrl.parse(url, baseDirectory);
        try {
            Files.createDirectories(sqlite.file().getParent());
        } catch (IOException e) {
            throw caller.failure(
                            SqlErrors.CANNOT_CONNECT,
                            "The folder " + sqlite.file().getParent() + " cannot be created: " + e.getMessage()
                                    + ". Check connection.url and the rights on the folder.")
                    .neverSent()
                    .cause(e)
                    .build();
        }
        return sqlite.toString();
    }

    /** What is done with a lent connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
