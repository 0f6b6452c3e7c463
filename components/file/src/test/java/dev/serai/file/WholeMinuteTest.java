/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.awaitility.Awaitility.await;

import dev.serai.testkit.FtpTestServer;
import dev.serai.testkit.SftpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a clock makes, such as cron, comes on the minute: where seconds are told, it does not wait for the next. */
class WholeMinuteTest {

    private static final String PASSWORD = "on-the-minute.password";

    @TempDir
    private Path folder;

    private Path remote;

    @BeforeEach
    void write() throws Exception {
        System.setProperty(PASSWORD, "the-password");
        remote = Files.createDirectory(folder.resolve("remote"));
        Path file = Files.writeString(remote.resolve("a.csv"), "a\n1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().truncatedTo(ChronoUnit.MINUTES)));
    }

    @AfterEach
    void forgetPassword() {
        System.clearProperty(PASSWORD);
    }

    @Test
    void aFileOfAnSftpServerIsReadAtOnce() throws Exception {
        try (SftpServer server = SftpServer.start("the-password", null)) {
            Files.writeString(
                    folder.resolve("known_hosts"), "[127.0.0.1]:" + server.port() + " " + server.hostKey() + "\n");
            isRead("connection: { directory: '" + server.path(remote) + "', sftp: { host: 127.0.0.1, port: "
                    + server.port() + ", username: shop, password: '{{" + PASSWORD + "}}', knownHosts: '"
                    + folder.resolve("known_hosts") + "' } }");
        }
    }

    @Test
    void aFileOfAnFtpServerThatTellsSecondsIsReadAtOnce() throws Exception {
        try (FtpTestServer server = FtpTestServer.start(remote, "the-password", null)) {
            isRead("connection: { ftp: { host: 127.0.0.1, port: " + server.port() + ", username: shop, password: '{{"
                    + PASSWORD + "}}', security: none } }");
        }
    }

    private void isRead(String connection) throws Exception {
        Queue<Object> seen = new ConcurrentLinkedQueue<>();
        try (FileWorkspace files = new FileWorkspace(folder, connection)) {
            files.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("connector:box/stream?pollInterval=50ms")
                            .process(exchange -> seen.add(exchange.getMessage().getBody()));
                }
            });
            await().until(() -> seen.size() == 1);
        }
    }
}
