/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.awaitility.Awaitility;

/**
 * Runs PostgreSQL as the user "nobody". PostgreSQL refuses to run as root, and the library that starts it for other
 * users steps out of root through a user namespace, which many containers forbid.
 */
final class UnprivilegedPostgres implements AutoCloseable {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final Path folder;
    private final Process server;
    private final Thread stopAtExit = new Thread(this::kill, "stop-postgres");

    private UnprivilegedPostgres(Path folder, Process server) {
        this.folder = folder;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    static UnprivilegedPostgres start(Path folder, int port, Duration startupWait)
            throws IOException, InterruptedException {
        Path binaries = folder.resolve("binaries");
        Path data = folder.resolve("data");
        extract(binaries);
        Files.createDirectory(data);
        run(folder, List.of("chown", "-R", "65534:65534", folder.toString()));
        run(
                folder,
                asNobody(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF-8",
                        "--no-sync"));
        Process server = process(
                        folder,
                        asNobody(
                                binaries.resolve("bin/postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                String.valueOf(port),
                                "-k",
                                folder.toString()))
                .start();
        UnprivilegedPostgres postgres = new UnprivilegedPostgres(folder, server);
        postgres.awaitReady(port, startupWait);
        return postgres;
    }

    private static void extract(Path target) throws IOException {
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm_64";
        try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary("Linux", architecture);
                TarArchiveInputStream archive = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            TarArchiveEntry entry;
            while ((entry = archive.getNextEntry()) != null) {
                Path path = entry.resolveIn(target);
                Files.createDirectories(entry.isDirectory() ? path : path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(archive, path);
                    path.toFile().setExecutable((entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    private static List<String> asNobody(String... command) {
        List<String> line = new ArrayList<>(AS_NOBODY);
        line.addAll(List.of(command));
        return line;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = process(folder, command).start();
        if (process.waitFor() != 0) {
            throw new IOException("'" + String.join(" ", command) + "' failed: "
                    + Files.readString(log(folder).toPath()));
        }
    }

    private static ProcessBuilder process(Path folder, List<String> command) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder)));
    }

    private static File log(Path folder) {
        return folder.resolve("postgres.log").toFile();
    }

    private void awaitReady(int port, Duration startupWait) throws IOException {
        Awaitility.await("PostgreSQL answers")
                .atMost(startupWait)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !server.isAlive() || answers(port));
        if (!server.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
            throw new IOException(
                    "It ended at once and said: " + Files.readString(log(folder).toPath()));
        }
    }

    private static boolean answers(int port) {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        kill();
    }

    /** SIGQUIT is PostgreSQL's immediate shutdown: it does not wait for clients, and releases shared memory. */
    private void kill() {
        try {
            run(folder, List.of("kill", "-QUIT", String.valueOf(server.pid())));
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (IOException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
