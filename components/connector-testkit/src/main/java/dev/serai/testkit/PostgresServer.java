/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL 17 of its own. Starting one takes seconds, so share it between tests, also between classes through
 * {@link #shared()}, and give each a {@link #newDatabase()}. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    private static PostgresServer shared;

    private final AutoCloseable process;
    private final int port;
    private final Path folder;
    private final AtomicInteger databases = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger();

    private PostgresServer(AutoCloseable process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** A running server; where it cannot run, {@link RequiredServers} decides. */
    public static PostgresServer start() {
        return start(Map.of());
    }

    /**
     * A running server with settings of its own.
     *
     * @param settings as {@code postgresql.conf} has them: {@code fsync} is off unless they say otherwise, for tests are to
     *     be fast
     */
    public static PostgresServer start(Map<String, String> settings) {
        return RequiredServers.start(
                "PostgreSQL 17",
                "Its binaries come from Maven (io.zonky.test.postgres, Linux on x86-64 and arm64); as root it needs"
                        + " the command unshare, or setpriv, from the package util-linux.",
                () -> rootNeedsAnotherUser() ? startAsNobody(settings) : startAsThisUser(settings));
    }

    /** The server of all tests of this JVM, which runs until the JVM ends: nobody closes it. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-postgres"));
        }
        return shared;
    }

    private static boolean rootNeedsAnotherUser() {
        return System.getProperty("user.name").equals("root") && !LinuxUtils.isUnshareAvailable();
    }

    private static PostgresServer startAsThisUser(Map<String, String> settings) throws IOException {
        Path folder = Files.createTempDirectory("serai-postgres-");
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setPGStartupWait(STARTUP_WAIT);
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.start();
            return new PostgresServer(postgres, postgres.getPort(), folder);
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    static PostgresServer startAsNobody(Map<String, String> settings) throws Exception {
        Path folder = Files.createTempDirectory("serai-postgres-");
        try {
            int port = FreePort.find();
            return new PostgresServer(UnprivilegedPostgres.start(folder, port, settings, STARTUP_WAIT), port, folder);
        } catch (Exception e) {
            Folders.delete(folder);
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** The JDBC URL of the database {@code postgres}. */
    public String url() {
        return url("postgres");
    }

    /** A superuser, who needs no password. */
    public String username() {
        return "postgres";
    }

    /**
     * Makes an empty database.
     *
     * @return its JDBC URL
     */
    public String newDatabase() {
        return newDatabase("");
    }

    /** Like {@link #newDatabase()}; what is committed there outlives a {@link #crash()}. */
    public String newDurableDatabase() {
        String database = newDatabase();
        execute("ALTER DATABASE " + nameOf(database) + " SET synchronous_commit = on");
        return database;
    }

    /**
     * Makes a database with all that another one has. Nobody may be connected to that one.
     *
     * @param template its JDBC URL
     * @return the new one's JDBC URL
     */
    public String copyOf(String template) {
        return newDatabase(" TEMPLATE " + nameOf(template));
    }

    private String newDatabase(String how) {
        String name = "test" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + how);
        return url(name);
    }

    /** Removes a database with all that it has; who is connected to it is cut off. */
    public void drop(String database) {
        execute("DROP DATABASE " + nameOf(database) + " WITH (FORCE)");
    }

    /**
     * Makes the server crash and start again by itself, which takes a moment: every connection breaks at once, and what was
     * not committed is gone. What was committed in the last moment may be gone too, for tests are to be fast, except in a
     * {@link #newDurableDatabase()}.
     */
    public void crash() {
        try (Connection connection = DriverManager.getConnection(url(), username(), "");
                Statement statement = connection.createStatement()) {
            // The program's parent is the process of this connection; the server trusts no shared memory after that.
            statement.execute("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'");
        } catch (SQLException e) {
            if (e.getSQLState() != null
                    && !e.getSQLState().startsWith("08")
                    && !e.getSQLState().startsWith("57P")) {
                throw new IllegalStateException("The server did not crash: " + e.getMessage(), e);
            }
        }
    }

    private static String nameOf(String database) {
        return database.substring(database.lastIndexOf('/') + 1);
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), username(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The server refused " + sql + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes a user whom the server lets in with this password alone. The superuser still needs none.
     *
     * @param password without a quote
     * @return the user's name
     */
    public String newUser(String password) {
        String name = "user" + users.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url(), username(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN SUPERUSER PASSWORD '" + password + "'");
            // The file says line by line who needs what; the first line that fits decides.
            statement.execute("DO $$ BEGIN EXECUTE format('COPY (VALUES (''local all all trust''),"
                    + " (''host all " + username() + " all trust''), (''host all all all scram-sha-256'')) TO %L',"
                    + " current_setting('hba_file')); END $$");
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("The user " + name + " cannot be made: " + e.getMessage(), e);
        }
        return name;
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** Stops the server at once and deletes its data. */
    @Override
    public void close() {
        try {
            process.close();
        } catch (Exception e) {
            throw new IllegalStateException("PostgreSQL did not stop: " + e.getMessage(), e);
        } finally {
            Folders.delete(folder);
        }
    }
}
