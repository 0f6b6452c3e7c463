/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Files in a bucket. */
class S3StorageTest extends StorageContract {

    private static final String SECRET = "s3.secret";

    private static S3Server server;
    private static S3Client client;
    private static int folders;

    @TempDir
    private Path another;

    /** Each test has a folder of its own in the bucket. */
    private String base;

    @BeforeAll
    static void startServer() {
        System.setProperty(SECRET, "the-secret");
        server = S3Server.start("the-key", "the-secret", "files");
        client = Buckets.client(server.endpoint(), "the-key", "the-secret");
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
        System.clearProperty(SECRET);
    }

    @Override
    String connection() {
        base = "of/test" + ++folders;
        return "{ directory: " + base + ", " + bucket("") + " }";
    }

    private static String bucket(String options) {
        return "s3: { bucket: files, endpoint: '" + server.endpoint() + "', accessKey: the-key, secretKey: '{{" + SECRET
                + "}}', partSize: 5MB, timeout: 10s" + options + " }";
    }

    @Test
    void largeFilesGoInPartsWithChecksumsOrWithout(@TempDir Path folder) throws Exception {
        byte[] large = "0123456789".repeat(1_200_000).getBytes(StandardCharsets.US_ASCII);
        try (FileWorkspace plain = new FileWorkspace(
                        folder, "connection: { directory: " + base + ", " + bucket(", checksums: required") + " }")
                .start()) {
            write("checked", large);
            plain.call("write", Map.of("path", "plain", "content", large));

            assertThat(plain.call("read", Map.of("path", "checked"))).isEqualTo(large);
            assertThat(call("read", "plain")).isEqualTo(large);
        }
        assertThat(client.headObject(request -> request.bucket("files").key(base + "/checked"))
                        .eTag())
                .as("the tag of an upload in three parts")
                .endsWith("-3\"");
        assertThat(Buckets.openUploads(client)).isEmpty();
    }

    @Test
    void twoThatWriteAFileThatMustNotBeThereCannotBothSucceed() throws Exception {
        try (InputStream slow = new InputStream() {
            private boolean begun;

            @Override
            public int read() {
                if (begun) {
                    return -1;
                }
                begun = true;
                write("a", "faster");
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int one = read();
                target[offset] = (byte) one;
                return one < 0 ? -1 : 1;
            }
        }) {
            assertFails(FileErrors.ALREADY_THERE, () -> files().call(
                            "write", Map.of("path", "a", "content", slow, "ifExists", "fail")));
        }
        assertThat(text("a")).isEqualTo("faster");
    }

    @Test
    void aFileThatIsMovedOntoItselfStays() {
        write("a", "1");
        files().call("move", Map.of("path", "a", "to", "a", "ifExists", "overwrite"));

        assertThat(text("a")).isEqualTo("1");
    }

    @Test
    void keysThatAreNoPathsArePassedOver() {
        for (String key : List.of("/folder/", "/fine")) {
            client.putObject(request -> request.bucket("files").key(base + key), RequestBody.fromString("x"));
        }
        client.putObject(request -> request.bucket("files").key(base + "-sibling/a"), RequestBody.fromString("x"));

        List<?> listed = (List<?>) files().call("list", Map.of("recursive", true));
        assertThat(listed).singleElement().hasToString("" + files().call("stat", Map.of("path", "fine")));
    }

    @Test
    void moreFilesAreListedThanAServiceGivesAtOnce() {
        IntStream.range(0, 1100)
                .parallel()
                .forEach(number -> client.putObject(
                        request -> request.bucket("files").key(base + "/n/" + (10_000 + number)),
                        RequestBody.fromString("x")));

        assertThat((List<?>) files().call("list", Map.of("prefix", "n/"))).hasSize(1100);
        ExecutionResult page = files().execute("list", Map.of("prefix", "n/", "cursor", "n/11097", "limit", 10));
        assertThat(((List<?>) page.output()).stream().<Object>map(file -> ((Map<?, ?>) file).get("name")))
                .containsExactly("n/11098", "n/11099");
    }

    @Test
    void anAddressLetsInWhoeverHasItForAWhile() throws Exception {
        write("a b/+.txt", "hello");
        ExecutionResult read = files().execute("presign", Map.of("path", "a b/+.txt"));
        ExecutionResult write =
                files().execute("presign", Map.of("path", "new", "method", "put", "expiresIn", Duration.ofHours(1)));
        Instant now = Instant.now();

        assertThat(send(read, "GET", "").body()).isEqualTo("hello");
        assertThat(send(write, "PUT", "from outside").statusCode()).isEqualTo(200);
        assertThat(text("new")).isEqualTo("from outside");
        assertThat(send(read, "PUT", "x").statusCode()).isEqualTo(403);
        assertThat(Instant.parse((String) read.metadata().get("expiresAt")))
                .isBetween(now.plusSeconds(840), now.plusSeconds(900));
        assertThat(Instant.parse((String) write.metadata().get("expiresAt")))
                .isBetween(now.plusSeconds(3540), now.plusSeconds(3600));
    }

    private static HttpResponse<String> send(ExecutionResult signed, String method, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create((String) signed.output()))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anAddressIsRefusedWhereItCannotBe(@TempDir Path folder) throws Exception {
        assertFails(ConnectorErrors.INPUT_INVALID, () -> files().call(
                        "presign", Map.of("path", "a", "expiresIn", Duration.ofDays(8))));
        assertFails(FileErrors.PATH_REFUSED, () -> call("presign", "../a"));
        try (FileWorkspace local = new FileWorkspace(folder).start()) {
            assertThatThrownBy(() -> local.call("presign", Map.of("path", "a")))
                    .hasMessageContaining("only a bucket (connection.s3) gives those");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3: { bucket: nobodys, endpoint: '%s', accessKey: the-key, secretKey: '{{s3.secret}}' } | There is no bucket 'nobodys'
            s3: { bucket: files, endpoint: '%s', accessKey: other, secretKey: '{{s3.secret}}' } | refuses the credentials (InvalidAccessKeyId)
            s3: { bucket: files, endpoint: '%s', accessKey: the-key, secretKey: '{{s3.wrong}}' } | refuses the credentials (SignatureDoesNotMatch)
            s3: { bucket: files, endpoint: 'http://127.0.0.1:1', accessKey: the-key, secretKey: '{{s3.secret}}' } | cannot be reached
            """)
    void whyABucketCannotBeUsedIsNamedWithoutTheSecret(String bucket, String reason) throws Exception {
        System.setProperty("s3.wrong", "open-barley-4711");
        try (FileWorkspace wrong = new FileWorkspace(
                another, "connect: { failFast: true }, connection: { " + bucket.formatted(server.endpoint()) + " }")) {
            assertThatThrownBy(wrong::start).hasStackTraceContaining(reason).satisfies(failure -> assertThat(
                            Throwables.getStackTrace(failure))
                    .doesNotContain("open-barley-4711", "the-secret"));
        } finally {
            System.clearProperty("s3.wrong");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3: { region: eu-central-1 } | 'connection.s3.bucket' is missing
            s3: { bucket: files, accessKey: x } | belong together, and one of them is missing
            s3: { bucket: files, sessionToken: '{{s3.secret}}' } | belongs to 'connection.s3.accessKey'
            s3: { bucket: files, endpoint: 'ftp://x' } | is no address of a service
            s3: { bucket: files, endpoint: 'https://u@x' } | is no address of a service
            s3: { bucket: files, endpoint: 'https://x/files' } | is no address of a service
            s3: { bucket: files, accessKey: a, secretKey: open } | must not stand in the file
            s3: { bucket: files }, directory: ../x | is no folder of a bucket
            s3: { bucket: files }, sftp: { host: x, username: x, password: '{{s3.secret}}' } | Files lie in one place
            """)
    void wrongOptionsAreRefused(String options, String reason) throws IOException {
        assertThatThrownBy(() -> {
                    try (FileWorkspace wrong = new FileWorkspace(another, "connection: { " + options + " }")) {
                        wrong.start();
                    }
                })
                .hasStackTraceContaining(reason);
    }
}
