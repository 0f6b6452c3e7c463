/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.testkit.FtpTestServer;
import dev.serai.testkit.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on an FTP server with TLS. */
class FtpsStorageTest {

    private static final String PASSWORD = "ftps.password";

    @TempDir
    private static Path shared;

    private static FtpTestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(shared, "theirs");
        Files.writeString(shared.resolve("ca.pem"), certificate.certificate());
        Files.writeString(
                shared.resolve("other.pem"),
                SelfSignedCertificate.make(shared, "other").certificate());
        server = FtpTestServer.start(shared.resolve("remote"), "the-password", certificate);
        System.setProperty(PASSWORD, "the-password");
    }

    @AfterAll
    static void stopServer() {
        server.close();
        System.clearProperty(PASSWORD);
    }

    private FileWorkspace files(String host, String ca) throws Exception {
        return new FileWorkspace(
                folder,
                "connect: { failFast: true }, connection: { ftp: { host: " + host + ", port: " + server.port()
                        + ", username: shop, password: '{{" + PASSWORD + "}}', timeout: 10s" + ca + " } }");
    }

    private static String ca(String name) {
        return ", ca: '${file:" + shared.resolve(name) + "}'";
    }

    @Test
    void filesGoThereAndBackEncrypted() throws Exception {
        try (FileWorkspace files = files("127.0.0.1", ca("ca.pem")).start()) {
            files.call("write", Map.of("path", "in/a.txt", "content", "h\u00e4llo"));

            assertThat(files.call("read", Map.of("path", "in/a.txt", "format", "text")))
                    .isEqualTo("h\u00e4llo");
            assertThat(shared.resolve("remote/in/a.txt")).hasContent("h\u00e4llo");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        for (String ca : new String[] {"", ca("other.pem")}) {
            try (FileWorkspace files = files("127.0.0.1", ca)) {
                assertThatThrownBy(files::start).hasStackTraceContaining("cannot be reached: ");
            }
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (FileWorkspace files = files("localhost", ca("ca.pem"))) {
            assertThatThrownBy(files::start).hasStackTraceContaining("cannot be reached: ");
        }
    }
}
