/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.testkit.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Copies of files that are larger than what a service copies at once, with a bound that a test can reach. */
class S3CopyTest {

    private static final byte[] LARGE = "0123456789".repeat(1_200_000).getBytes(StandardCharsets.US_ASCII);

    private S3Server server;
    private S3Clients clients;
    private S3Copy copy;

    @BeforeEach
    void startServer() throws IOException {
        server = S3Server.start("the-key", "the-secret", "files");
        S3Settings settings = new S3Settings(
                "files",
                null,
                server.endpoint(),
                null,
                "the-key",
                "the-secret",
                null,
                null,
                S3Checksums.SUPPORTED,
                ByteSize.parse("8MB"),
                Duration.ofSeconds(10),
                4);
        clients = S3Clients.of(settings);
        copy = new S3Copy(clients, settings, 5 << 20);
        clients.once()
                .putObject(
                        request -> request.bucket("files").key("a").contentType("text/plain"),
                        RequestBody.fromBytes(LARGE));
    }

    @AfterEach
    void stopServer() {
        clients.close();
        server.close();
    }

    private HeadObjectResponse head(String key) {
        return clients.once().headObject(request -> request.bucket("files").key(key));
    }

    private S3Client client() {
        return clients.once();
    }

    @Test
    void aLargeFileIsCopiedInParts() throws IOException {
        copy.copy("a", head("a"), "b", false);

        assertThat(client().getObjectAsBytes(request -> request.bucket("files").key("b"))
                        .asByteArray())
                .isEqualTo(LARGE);
        assertThat(head("b").eTag()).endsWith("-3\"");
        assertThat(head("b").contentType()).isEqualTo("text/plain");
    }

    @Test
    void aSourceThatChangesMeanwhileIsNotCopied() {
        HeadObjectResponse before = head("a");
        client().putObject(request -> request.bucket("files").key("a"), RequestBody.fromBytes(new byte[LARGE.length]));

        assertThatThrownBy(() -> copy.copy("a", before, "b", true)).hasMessage("it was changed while it was copied");
        assertNothingIsLeft();
    }

    @Test
    void whatIsThereIsNotReplacedUnasked() {
        client().putObject(request -> request.bucket("files").key("b"), RequestBody.fromString("there"));

        assertThatThrownBy(() -> copy.copy("a", head("a"), "b", false)).isInstanceOf(S3Exception.class);
        assertNothingIsLeft();
        assertThat(client().getObjectAsBytes(request -> request.bucket("files").key("b"))
                        .asUtf8String())
                .isEqualTo("there");
    }

    private void assertNothingIsLeft() {
        assertThat(client().listMultipartUploads(request -> request.bucket("files"))
                        .uploads())
                .isEmpty();
    }
}
