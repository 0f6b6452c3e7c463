/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.testkit.FtpTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on an FTP server without TLS. */
class FtpStorageTest extends StorageContract {

    private static final String PASSWORD = "ftp.password";

    @TempDir
    private Path remote;

    private FtpTestServer server;

    @Override
    String connection() throws IOException {
        server = FtpTestServer.start(remote, "the-password", null);
        System.setProperty(PASSWORD, "the-password");
        return "{ directory: base, " + server("security: none") + " }";
    }

    private String server(String options) {
        return "ftp: { host: 127.0.0.1, port: " + server.port() + ", username: shop, password: '{{" + PASSWORD
                + "}}', timeout: 10s, " + options + " }";
    }

    @AfterEach
    void stopServer() {
        server.close();
        System.clearProperty(PASSWORD);
    }

    /** This server lists no names that begin with a dot. */
    @Override
    List<String> inside(String path) throws IOException {
        Path base = remote.resolve("base");
        try (Stream<Path> found = Files.walk(base.resolve(path))) {
            return found.filter(Files::isRegularFile)
                    .map(file -> base.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void nothingIsSentToAServerWithoutTlsUnlessThatIsWanted(@TempDir Path folder) throws Exception {
        try (FileWorkspace files = new FileWorkspace(
                folder, "connect: { failFast: true }, connection: { " + server("security: explicit") + " }")) {
            assertThatThrownBy(files::start).hasStackTraceContaining("cannot be reached");
        }
    }

    @Test
    void aRefusedLoginIsNamed(@TempDir Path folder) throws Exception {
        System.setProperty(PASSWORD, "wrong-password");
        try (FileWorkspace files = new FileWorkspace(
                folder, "connect: { failFast: true }, connection: { " + server("security: none") + " }")) {
            assertThatThrownBy(files::start).hasStackTraceContaining("refuses the login of 'shop'");
        }
    }
}
