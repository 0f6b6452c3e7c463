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
        return RequiredServers.start(
                "PostgreSQL 17",
                "Its binaries come from Maven (io.zonky.test.postgres, Linux on x86-64 and arm64); as root it needs"
                        + " the command unshare, or setpriv, from the package util-linux.",
                () -> rootNeedsAnotherUser() ? startAsNobody() : startAsThisUser());
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

    private static PostgresServer startAsThisUser() throws IOException {
        Path folder = Files.createTempDirectory("serai-postgres-");
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setPGStartupWait(STARTUP_WAIT)
                    .start();
            return new PostgresServer(postgres, postgres.getPort(), folder);
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    static PostgresServer startAsNobody() throws Exception {
        Path folder = Files.createTempDirectory("serai-postgres-");
        try {
            int port = FreePort.find();
            return new PostgresServer(UnprivilegedPostgres.start(folder, port, STARTUP_WAIT), port, folder);
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
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url(), username(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + name + " cannot be made: " + e.getMessage(), e);
        }
        return url(name);
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
