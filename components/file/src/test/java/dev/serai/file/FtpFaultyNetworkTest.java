/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testkit.FtpTestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection of commands is the one that fails; files have connections of their own, which do not pass the proxy. */
class FtpFaultyNetworkTest extends FaultyNetworkContract {

    private static final String PASSWORD = "ftp.faulty.password";

    @TempDir
    private Path remote;

    private FtpTestServer server;

    @Override
    int serverPort() throws IOException {
        System.setProperty(PASSWORD, "the-password");
        server = FtpTestServer.start(remote, "the-password", null);
        return server.port();
    }

    @AfterEach
    void stopServer() {
        server.close();
        System.clearProperty(PASSWORD);
    }

    @Override
    String connection(int port) {
        return "{ ftp: { host: 127.0.0.1, port: " + port + ", username: shop, password: '{{" + PASSWORD
                + "}}', security: none, timeout: " + TIMEOUT.toMillis() + " } }";
    }

    @Override
    List<String> leftovers() throws IOException {
        return temporaryFiles(remote);
    }

    /** The first answer is the one that does not come. */
    @Override
    long answeredBeforeReset() {
        return 0;
    }

    /** The server has all of the file by then, but does not say so. */
    @Override
    @Test
    @Tag("thorough")
    void aServerThatFallsSilentInAWriteIsGivenUp() throws Exception {
        assertFails("new", network()::blackHole, () -> {});

        network().restore();
        assertThat(files().call("exists", Map.of("path", "new"))).isEqualTo(false);
        assertThat(leftovers()).hasSize(1);
    }

    @Test
    void aServerThatDiesInAWriteLeavesNoFileOfTheName() throws Exception {
        assertFails("new", server::close, () -> {});

        assertThat(remote.resolve("new")).doesNotExist();
        assertThat(leftovers()).hasSize(1);
    }
}
