/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.SQLDialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database on PostgreSQL. Each process that writes has a number there, a {@code node}. The connection that it writes
 * through holds a lock of that number, so whoever has come to write again after a broken connection knows that nothing of
 * the old one is on its way any more, not even a commit whose answer was lost. Thread-safe.
 */
final class PostgresDatabase implements StoreDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final String SCHEMA = "serai";

    /** "Sera" in ASCII: no other program's locks. Each process holds that of its number while it can write. */
    private static final int LOCKS = 0x53657261;

    private static final int OLDEST_VERSION = 14;
    private static final int SOCKET_TIMEOUT_SECONDS = 60;
    private static final int SHORTEST_PATIENCE_SECONDS = 15;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** What is known of the other end when this machine is gone without a word. */
    private static final String KEEP_ALIVE =
            "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";

    private static final String END_SESSION = """
            SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
                AND classid::bigint = ? AND objid::bigint = ?
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private final PostgresSettings settings;

    /** The number of this process in the store; 0 until it has one. */
    private volatile int node;

    PostgresDatabase(PostgresSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.address();
    }

    @Override
    public SQLDialect dialect() {
        return SQLDialect.POSTGRES;
    }

    @Override
    public String migrations() {
        return "postgresql";
    }

    @Override
    public synchronized Connection connectToWrite() throws SQLException {
        Connection connection = connect(
                Math.max(SHORTEST_PATIENCE_SECONDS, 4 * settings.heartbeat().toSeconds()));
        try (Statement statement = connection.createStatement()) {
            requireVersion(connection);
            statement.execute(KEEP_ALIVE);
            // A process that stands still within a change must not stand in the way of those that go on.
            statement.execute("SET idle_in_transaction_session_timeout = "
                    + settings.heartbeat().toMillis() * 2);
            if (node == 0) {
                warnOfLooseCommits(statement);
            } else if (!takesLock(connection, node)) {
                endSessionOf(connection, node);
                throw new SQLException("The last session of this process has not ended yet.");
            }
            if (node == 0 || !isKnown(connection, node)) {
                join(connection);
            }
            statement.execute("SET serai.node = " + node);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void join(Connection connection) throws SQLException {
        ProcessIdentity process = ProcessIdentity.own();
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO node (name, machine, process, process_began) VALUES (?, ?, ?, ?) RETURNING id")) {
            statement.setString(1, applicationName());
            statement.setString(2, process.machine());
            statement.setLong(3, process.process());
            statement.setLong(4, process.began());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                int joined = rows.getInt(1);
                takesLock(connection, joined);
                node = joined;
            }
        }
        LOG.debug("This process is node {} of the store {}.", node, name());
    }

    /** Whether a process uses it, as far as can be told from here. */
    boolean isInUse() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("SELECT to_regclass('node')")) {
                if (!table.next() || table.getString(1) == null) {
                    return false;
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT machine, process, process_began FROM node")) {
                while (rows.next()) {
                    if (!new ProcessIdentity(rows.getString(1), rows.getLong(2), rows.getLong(3)).isDead()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (SQLException e) {
            throw openFailed(e);
        }
    }

    private static boolean isKnown(Connection connection, int node) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM node WHERE id = ?")) {
            statement.setInt(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Nothing but the removal of the row waits for this lock, and the removal waits for the end of the transaction. */
    @Override
    public void begin(WriteSession session) throws SQLException {
        int writing = node;
        if (session.text("SELECT 1 FROM node WHERE id = ? FOR KEY SHARE", writing)
                .isEmpty()) {
            throw new NodeLostException("This process (node " + writing + " of the store " + name()
                    + ") was thought dead, because it had not said for a while that it lives. Others go on with what it"
                    + " did; it comes back as another node.");
        }
    }

    @Override
    public int node() {
        return node;
    }

    /** Says that this process uses the store no more. */
    void leave(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM node WHERE id = ?")) {
            statement.setInt(1, node);
            statement.executeUpdate();
        }
    }

    /** A connection for small statements, which waits for nothing for long. */
    Connection connectToBeat(Duration interval, Duration longestWaitForRow) throws SQLException {
        Connection connection = connect(Math.max(1, interval.toSeconds()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + longestWaitForRow.toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * The schema whose tables are to be made; several processes may do so at once.
     *
     * @throws StoreException when there is none, and the user may not make it
     */
    FluentConfiguration tables(DataSource connections) {
        requireSchema(connections);
        return Flyway.configure(PostgresDatabase.class.getClassLoader())
                .dataSource(connections)
                .schemas(SCHEMA)
                .createSchemas(true);
    }

    /** Asked before, because Flyway would try for a while. */
    private void requireSchema(DataSource connections) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT to_regnamespace('" + SCHEMA
                        + "') IS NOT NULL OR has_database_privilege(current_database(), 'CREATE')")) {
            if (rows.next() && !rows.getBoolean(1)) {
                throw PostgresErrors.noRightToMakeTables(name(), settings.username());
            }
        } catch (SQLException e) {
            throw openFailed(e);
        }
    }

    /** @param patience with which the database must answer, in seconds */
    private Connection connect(long patience) throws SQLException {
        Properties properties = properties();
        properties.setProperty("socketTimeout", String.valueOf(patience));
        properties.setProperty("loginTimeout", String.valueOf(patience));
        return DriverManager.getConnection(settings.url(), properties);
    }

    /** A connection that sees the store's tables. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), properties());
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.username());
        properties.setProperty("password", settings.password());
        properties.setProperty("currentSchema", SCHEMA);
        properties.setProperty("ApplicationName", applicationName());
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        // The server's details quote values, and messages of batches all of them.
        properties.setProperty("logServerErrorDetail", "false");
        if (!settings.isLocal() && !settings.saysHowToEncrypt()) {
            properties.setProperty("sslmode", "verify-full");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }

    private static String applicationName() {
        String process = "Serai, process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process;
        }
    }

    private void requireVersion(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION) {
            throw new StoreException("The store " + name() + " cannot be used. The server is PostgreSQL " + version
                    + "; expected " + OLDEST_VERSION + " or later.");
        }
    }

    private static boolean takesLock(Connection connection, int node) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, LOCKS);
            statement.setInt(2, node);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Ends what a process writes through: the server may not have noticed that the network has cut it off. */
    void endSessionOf(Connection connection, int ofNode) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END_SESSION)) {
            statement.setInt(1, LOCKS);
            statement.setInt(2, ofNode);
            statement.executeQuery().close();
        }
    }

    private void warnOfLooseCommits(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW synchronous_commit")) {
            if (rows.next() && rows.getString(1).equals("off")) {
                LOG.warn(
                        "The database of the store {} does not wait for its disk (synchronous_commit = off): what was"
                                + " recorded in the last moments before it crashes is lost, and done again.",
                        name());
            }
        }
    }

    /** A text has no character 0 there; without this, the message of a failure could not be recorded ever. */
    @Override
    public Object kept(Object parameter) {
        return parameter instanceof String text ? text.replace('\0', '\u2400') : parameter;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public boolean concernsTheStore(Exception failure) {
        return PostgresErrors.concernsTheStore(failure);
    }

    @Override
    public boolean isDamaged(Exception failure) {
        return PostgresErrors.isDamaged(failure);
    }

    @Override
    public boolean isPassing(Exception failure) {
        return PostgresErrors.isPassing(failure);
    }

    @Override
    public Optional<StoreException> migrationFailed(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException known) {
                return Optional.of(openFailed(known));
            }
        }
        return Optional.empty();
    }

    StoreException openFailed(Exception failure) {
        return PostgresErrors.openFailed(name(), settings.username(), failure);
    }

    @Override
    public StoreException writeFailed(Exception failure) {
        return PostgresErrors.writeFailed(name(), failure);
    }

    @Override
    public StoreException readFailed(Exception failure) {
        return PostgresErrors.readFailed(name(), failure);
    }

    @Override
    public Duration longestSilence() {
        return LONGEST_SILENCE;
    }
}
