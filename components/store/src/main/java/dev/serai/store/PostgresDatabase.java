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
 * A database on PostgreSQL. The connection that writes holds a lock of the database: so a second process is kept out, and
 * whoever has come to write again after a broken connection knows that nothing of the old one is on its way any more, not
 * even a commit whose answer was lost. Thread-safe.
 */
final class PostgresDatabase implements StoreDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final String SCHEMA = "serai";

    /** "Sera" in ASCII, twice: no other program's. */
    private static final long LOCK = 0x5365726153657261L;

    private static final int OLDEST_VERSION = 14;
    private static final int SOCKET_TIMEOUT_SECONDS = 60;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** What is known of the other end when this machine is gone without a word. */
    private static final String KEEP_ALIVE =
            "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";

    private static final String HOLDER = """
            SELECT a.application_name || coalesce(' at ' || host(a.client_addr), '')
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database
                WHERE datname = current_database()) AND (l.classid::bigint << 32) + l.objid::bigint = ?""";

    private final PostgresSettings settings;

    /** The last session that wrote: its lock may outlive its connection. */
    private Session session;

    /** Counts who had the store; 0 until it is known. */
    private volatile long epoch;

    PostgresDatabase(PostgresSettings settings) {
        this.settings = settings;
    }

    private record Session(int processId, String start) {}

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
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            requireVersion(connection);
            statement.execute(KEEP_ALIVE);
            if (!takesLock(connection)) {
                endOldSession(connection);
                throw new StoreInUseException(
                        "The store " + name() + " is in use by another Serai (" + holder(connection)
                                + "). One runtime uses a store at a time: stop that one first, or name another database.");
            }
            requireSameEpoch(statement);
            if (session == null) {
                warnOfLooseCommits(statement);
            }
            session = session(statement);
            return connection;
        } catch (SQLException | RuntimeException e) {
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

    private static boolean takesLock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** The server may not have noticed yet that the network has cut this process's last connection. */
    private void endOldSession(Connection connection) throws SQLException {
        if (session == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?")) {
            statement.setInt(1, session.processId);
            statement.setString(2, session.start);
            statement.executeQuery().close();
        }
    }

    private static String holder(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setLong(1, LOCK);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "its process is not known";
            }
        }
    }

    private static Session session(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            rows.next();
            return new Session(rows.getInt(1), rows.getString(2));
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

    private void requireSameEpoch(Statement statement) throws SQLException {
        if (epoch == 0) {
            return;
        }
        try (ResultSet rows = statement.executeQuery("SELECT epoch FROM store_writer")) {
            if (!rows.next() || rows.getLong(1) != epoch) {
                throw new StoreTakenException(
                        "The store " + name() + " was in use by another Serai while this one could"
                                + " not reach it. What this one still has in memory is out of date: start it again.");
            }
        }
    }

    /** Notes that this process has the store from now on. */
    void begin(GroupCommitWriter writer) {
        epoch = writer.await(
                write -> write.rows("UPDATE store_writer SET epoch = epoch + 1 RETURNING epoch", row -> row.getLong(1))
                        .get(0));
    }

    @Override
    public void letOthersWrite(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT pg_advisory_unlock_all()").close();
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
