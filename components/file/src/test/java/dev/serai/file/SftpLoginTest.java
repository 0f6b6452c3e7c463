/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.testkit.SftpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SftpLoginTest {

    @TempDir
    private Path folder;

    private KeyPair keys;
    private SftpServer server;

    @BeforeEach
    void startServer() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = SftpServer.start("right", keys.getPublic());
        Files.createDirectory(folder.resolve("remote"));
        Files.writeString(folder.resolve("right"), "right");
        Files.writeString(folder.resolve("wrong"), "wrong");
        Files.writeString(
                folder.resolve("key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private FileWorkspace files(String options) throws IOException {
        return new FileWorkspace(
                folder,
                "connect: { failFast: true }, retry: { maxRetries: 0 }, connection: { directory: '"
                        + server.path(folder.resolve("remote")) + "', create: false, sftp: { host: 127.0.0.1, port: "
                        + server.port() + ", username: shop, timeout: 10s, " + options + " } }");
    }

    private void writesAndReads(String options) throws Exception {
        try (FileWorkspace files = files(options).start()) {
            files.call("write", Map.of("path", "a", "content", "x"));
            assertThat(folder.resolve("remote/a")).hasContent("x");
        }
    }

    @Test
    void aPrivateKeyOpensIt() throws Exception {
        writesAndReads("privateKey: '${file:key}', hostKey: '" + server.hostKey() + "'");
    }

    @Test
    void aKnownServerIsFoundInAFile() throws Exception {
        Files.writeString(
                folder.resolve("known_hosts"), "[127.0.0.1]:" + server.port() + " " + server.hostKey() + "\n");

        writesAndReads("password: '${file:right}', knownHosts: known_hosts");
    }

    @Test
    void anUnknownServerIsNeverTrusted() throws Exception {
        Files.writeString(folder.resolve("known_hosts"), "");
        try (FileWorkspace files = files("password: '${file:right}', knownHosts: known_hosts")) {
            assertThatThrownBy(files::start)
                    .hasStackTraceContaining("is not among the known ones of " + folder.resolve("known_hosts"));
        }
    }

    @Test
    void aServerWithAnotherKeyIsNotTrusted() throws Exception {
        String other;
        try (SftpServer another = SftpServer.start("right", null)) {
            other = another.hostKey();
        }
        try (FileWorkspace files = files("password: '${file:right}', hostKey: '" + other + "'")) {
            assertThatThrownBy(files::start).hasStackTraceContaining("SERAI-FILE-001");
        }
    }

    @Test
    void aRefusedLoginIsNamedWithoutThePassword() throws Exception {
        try (FileWorkspace files = files("password: '${file:wrong}', hostKey: '" + server.hostKey() + "'")) {
            assertThatThrownBy(files::start)
                    .hasStackTraceContaining("refuses the login of 'shop'")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("wrong"));
        }
    }

    @Test
    void aMissingFolderIsNamed() throws Exception {
        Files.delete(folder.resolve("remote"));
        try (FileWorkspace files = files("password: '${file:right}', hostKey: '" + server.hostKey() + "'")) {
            assertThatThrownBy(files::start).hasStackTraceContaining("There is no folder '");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hostKey: 'ssh-rsa AAAA' | there is none of them
            password: '${file:right}', privateKey: '${file:key}' | there are both
            password: '${file:right}', passphrase: '${file:right}' | belongs to 'connection.sftp.privateKey'
            password: '${file:right}', hostKey: 'AAAA' | is no public key
            password: '${file:right}', hostKey: 'ssh-rsa AAAA', knownHosts: x | Give one of them
            password: right | must not stand in the file
            """)
    void wrongOptionsAreRefused(String options, String reason) {
        assertThatThrownBy(() -> files(options)).hasMessageContaining(reason);
    }
}
