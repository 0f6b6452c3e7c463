/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.serai.testkit.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a connection to an S3 service trusts. The server knows one answer: an empty bucket. */
class S3TlsTest {

    private static final byte[] EMPTY_BUCKET =
            "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path shared;

    private static HttpsServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(shared, "theirs");
        Files.writeString(shared.resolve("ca.pem"), certificate.certificate());
        Files.writeString(
                shared.resolve("other.pem"),
                SelfSignedCertificate.make(shared, "other").certificate());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, EMPTY_BUCKET.length);
            exchange.getResponseBody().write(EMPTY_BUCKET);
            exchange.close();
        });
        server.start();
        System.setProperty("s3.tls.secret", "the-secret");
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
        System.clearProperty("s3.tls.secret");
    }

    private FileWorkspace files(String host, String options) throws IOException {
        return new FileWorkspace(
                folder,
                "connect: { failFast: true }, retry: { maxRetries: 0 }, connection: { s3: { bucket: files, endpoint:"
                        + " 'https://" + host + ":" + server.getAddress().getPort()
                        + "', accessKey: the-key, secretKey: '{{s3.tls.secret}}'" + options + " } }");
    }

    @Test
    void aServerOfATrustedAuthorityIsUsed() throws Exception {
        try (FileWorkspace files = files("127.0.0.1", ", ca: '${file:" + shared.resolve("ca.pem") + "}'")
                .start()) {
            assertThat((List<?>) files.call("list", Map.of())).isEmpty();
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused() throws Exception {
        for (String options : List.of("", ", ca: '${file:" + shared.resolve("other.pem") + "}'")) {
            try (FileWorkspace files = files("127.0.0.1", options)) {
                assertThatThrownBy(files::start).hasStackTraceContaining("SERAI-FILE-001");
            }
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (FileWorkspace files = files("localhost", ", ca: '${file:" + shared.resolve("ca.pem") + "}'")) {
            assertThatThrownBy(files::start).hasStackTraceContaining("SERAI-FILE-001");
        }
    }
}
