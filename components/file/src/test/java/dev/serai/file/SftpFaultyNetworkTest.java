/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.SftpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SftpFaultyNetworkTest extends FaultyNetworkContract {

    private static final String PASSWORD = "sftp.faulty.password";

    private static SftpServer server;

    @TempDir
    private Path remote;

    @BeforeAll
    static void startServer() throws IOException {
        System.setProperty(PASSWORD, "the-password");
        server = SftpServer.start("the-password", null);
    }

    @AfterAll
    static void stopServer() {
        server.close();
        System.clearProperty(PASSWORD);
    }

    @Override
    int serverPort() {
        return server.port();
    }

    @Override
    String connection(int port) throws IOException {
        return "{ directory: '" + server.path(remote) + "', sftp: { host: 127.0.0.1, port: " + port
                + ", username: shop, password: '{{" + PASSWORD + "}}', hostKey: '" + server.hostKey() + "', timeout: "
                + TIMEOUT.toMillis() + " } }";
    }

    @Override
    List<String> leftovers() throws IOException {
        return temporaryFiles(remote);
    }
}
