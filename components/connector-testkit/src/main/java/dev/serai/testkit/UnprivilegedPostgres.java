/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
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
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Runs PostgreSQL as the user "nobody". PostgreSQL refuses to run as root, and the library that starts it for other
 * users steps out of root through a user namespace, which many containers forbid.
 */
final class UnprivilegedPostgres {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private UnprivilegedPostgres() {}

    static ServerProcess start(Path folder, int port, Map<String, String> settings, Duration startupWait)
            throws IOException, InterruptedException {
        Path binaries = folder.resolve("binaries");
        Path data = folder.resolve("data");
        extract(binaries);
        Files.createDirectory(data);
        ServerProcess.run(folder, List.of("chown", "-R", "65534:65534", folder.toString()));
        ServerProcess.run(
                folder,
                asNobody(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF-8",
                        "--no-sync"));
        List<String> server = asNobody(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-k",
                folder.toString());
        settings.forEach((name, value) -> server.addAll(List.of("-c", name + "=" + value)));
        // QUIT is PostgreSQL's immediate shutdown: it does not wait for clients, and releases shared memory.
        return ServerProcess.start(folder, "QUIT", startupWait, () -> answers(port), server);
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

    private static boolean answers(int port) {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
