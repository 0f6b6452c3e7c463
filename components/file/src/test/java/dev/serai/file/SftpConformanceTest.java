/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.SftpServer;
import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The file connector keeps the contract with a folder of an SFTP server. */
class SftpConformanceTest extends StorageConformance {

    private static final String PASSWORD = "open-barley-4711";
    private static final String QUIET = "The server's library has no place to make callers wait.";

    @TempDir
    private static Path remote;

    private static SftpServer server;
    private static ServerUnderTest system;

    @BeforeAll
    static void startServer() throws IOException {
        server = SftpServer.start(PASSWORD, null);
        system = new ServerUnderTest(server.port()) {
            @Override
            void fill() {
                put(remote, FILES);
            }

            @Override
            public int effects() {
                return Files.exists(remote.resolve(CHANGED)) ? 1 : 0;
            }
        };
    }

    SftpConformanceTest() {
        lacks(Behaviour.HOLDING, QUIET);
        lacks(Behaviour.COUNTING_CALLS, QUIET);
        lacks(Behaviour.CANCELLATION, "SFTP has no way to call back what was sent; 'timeout' ends the call.");
    }

    @AfterAll
    static void stopServer() {
        system.close();
        server.close();
    }

    @Override
    protected String variant() {
        return "SFTP";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.directory",
                server.path(remote),
                "connection.sftp.host",
                "127.0.0.1",
                "connection.sftp.port",
                String.valueOf(system.port()),
                "connection.sftp.username",
                "shop",
                "connection.sftp.password",
                PASSWORD,
                "connection.sftp.hostKey",
                hostKey());
    }

    private static String hostKey() {
        try {
            return server.hostKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.sftp.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.sftp.password", "wrong-oats-4711");
    }

    @Override
    protected Map<String, String> impatientOptions() {
        return Map.of("connection.sftp.timeout", "300ms");
    }
}
