/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testkit.SftpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on an SFTP server. */
class SftpStorageTest extends StorageContract {

    private static SftpServer server;

    @TempDir
    private Path remote;

    @BeforeAll
    static void startServer() throws IOException {
        server = SftpServer.start("the-password", null);
        System.setProperty("sftp.password", "the-password");
    }

    @AfterAll
    static void stopServer() {
        server.close();
        System.clearProperty("sftp.password");
    }

    @Override
    String connection() throws IOException {
        return "{ directory: '" + server.path(remote.resolve("base")) + "', sftp: { host: 127.0.0.1, port: "
                + server.port() + ", username: shop, password: '{{sftp.password}}', hostKey: '" + server.hostKey()
                + "' } }";
    }

    @Test
    void aSymbolicLinkCannotLeaveTheFolder() throws Exception {
        Path outside = Files.createDirectory(remote.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(remote.resolve("base/link"), outside);
        Files.createSymbolicLink(remote.resolve("base/file.txt"), outside.resolve("secret.txt"));

        assertFails(FileErrors.PATH_REFUSED, () -> text("link/secret.txt"));
        assertFails(FileErrors.PATH_REFUSED, () -> text("file.txt"));
        assertFails(FileErrors.PATH_REFUSED, () -> write("link/new.txt", "x"));
        assertFails(FileErrors.PATH_REFUSED, () -> call("delete", "link/secret.txt"));
        assertThat(outside.resolve("secret.txt")).hasContent("secret");
        assertThat(outside.resolve("new.txt")).doesNotExist();
    }
}
