/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A MariaDB of its own, run from Debian's package {@code mariadb-server-core}. Starting one takes seconds, so share it
 * between tests, also between classes through {@link #shared()}, and give each a {@link #newDatabase()}. Thread-safe.
 */
public final class MariaDbServer implements AutoCloseable {

    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);
    private static final String USERNAME = "tester";
    private static final Path SYSTEM_TABLES = Path.of("/usr/share/mysql");

    private static MariaDbServer shared;

    private final ServerProcess process;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger();

    private MariaDbServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A running server; where it cannot run, {@link RequiredServers} decides. */
    public static MariaDbServer start() {
        return RequiredServers.start(
                "MariaDB",
                "Install Debian's package mariadb-server-core, which brings mariadbd.",
                () -> start(executable()));
    }

    /** The server of all tests of this JVM, which runs until the JVM ends: nobody closes it. */
    public static synchronized MariaDbServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static MariaDbServer start(Path executable) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("serai-mariadb-");
        try {
            Path data = Files.createDirectory(folder.resolve("data"));
            ServerProcess.run(folder, command(executable, data, "--bootstrap"), systemTables(folder));
            int port = FreePort.find();
            ServerProcess process = ServerProcess.start(
                    folder,
                    "KILL",
                    STARTUP_WAIT,
                    () -> answers(port),
                    command(
                            executable,
                            data,
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--socket=" + folder.resolve("mariadb.sock"),
                            "--skip-name-resolve"));
            return new MariaDbServer(process, port);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    /** Debian has it where only root looks. */
    private static Path executable() throws IOException {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "mariadbd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("There is no mariadbd."));
    }

    /** Nothing of this machine's own configuration is used, and data need not outlive a crash. */
    private static List<String> command(Path executable, Path data, String... more) {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--max-allowed-packet=64M",
                "--innodb-flush-log-at-trx-commit=0"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(List.of(more));
        return command;
    }

    /** What makes an empty data folder a server's, one statement or client's command on a line. */
    private static Path systemTables(Path folder) throws IOException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
        for (String file :
                List.of("mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql")) {
            sql.append(Files.readString(SYSTEM_TABLES.resolve(file))).append('\n');
        }
        sql.append("FLUSH PRIVILEGES;\nCREATE USER '" + USERNAME + "'@'%';\nGRANT ALL ON *.* TO '" + USERNAME
                + "'@'%' WITH GRANT OPTION;\n");
        return Files.writeString(folder.resolve("bootstrap.sql"), sql);
    }

    private static boolean answers(int port) {
        try (Connection connection = DriverManager.getConnection(url(port, ""), USERNAME, "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** A user with all rights, who needs no password. */
    public String username() {
        return USERNAME;
    }

    /**
     * Makes an empty database.
     *
     * @return its JDBC URL, for MariaDB's own driver
     */
    public String newDatabase() {
        String name = "test" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return url(port, name);
    }

    /**
     * Makes a user whom the server lets in with this password alone, with all rights.
     *
     * @param password without a quote
     * @return the user's name
     */
    public String newUser(String password) {
        String name = "user" + users.incrementAndGet();
        execute("GRANT ALL ON *.* TO '" + name + "'@'%' IDENTIFIED BY '" + password + "'");
        return name;
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(port, ""), USERNAME, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB refused to make what a test needs: " + e.getMessage(), e);
        }
    }

    private static String url(int port, String database) {
        return "jdbc:mariadb://localhost:" + port + "/" + database;
    }

    /** Stops the server at once and deletes its data. */
    @Override
    public void close() {
        process.close();
    }
}
