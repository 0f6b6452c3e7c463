/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.testkit.S3Server;
import dev.serai.testkit.SftpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace {@code routes/files} runs before an SFTP server and an S3 server, and the Kamelets do as its routes do. */
class FilesWorkspaceTest extends ExampleTest {

    /** Longer than the time between two looks at a folder. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String KAMELETS = """
            - route:
                from:
                  uri: kamelet:serai-file-source
                  parameters: { connector: partner, pattern: "k/*.csv", afterSuccess: delete, pollInterval: 100ms }
                  steps:
                    - to:
                        uri: kamelet:serai-file-sink
                        parameters: { connector: orders, path: "k/{number}.json" }
            - route:
                from:
                  uri: platform-http:/k/{number}
                  steps:
                    - to:
                        uri: kamelet:serai-file-presign-action
                        parameters: { connector: orders, path: "k/{number}.json" }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private SftpServer partner;
    private S3Server bucket;

    @TempDir
    private Path deliveries;

    FilesWorkspaceTest() {
        super("files");
    }

    @BeforeEach
    void startServers() throws IOException {
        partner = SftpServer.start("trial-4711", null);
        bucket = S3Server.start("serai", "trial-4711", "shop");
        set("sftp.port", partner.port());
        set("sftp.directory", partner.path(deliveries));
        set("s3.endpoint", bucket.endpoint());
        write("known_hosts", "[127.0.0.1]:" + partner.port() + " " + partner.hostKey() + "\n");
    }

    @AfterEach
    void stopServers() {
        bucket.close();
        partner.close();
    }

    @Test
    void deliveriesBecomeOrdersThatALinkOpens() throws Exception {
        start();
        assertThat(get("/orders/O-7").statusCode()).isEqualTo(404);
        deliver("inbox/monday.csv", "number,article,amount\nO-7,TEA,3\nO-8,CUP,2\n");

        await().atMost(LONG).until(() -> done("inbox/.done").size() == 1);
        JsonNode link = JsonMapper.builder().build().readTree(get("/orders/O-7").body());
        assertThat(open(link.get("url").asText()).body()).contains("\"article\" : \"TEA\"", "\"amount\" : \"3\"");
        assertThat(link.get("expiresAt").asText()).endsWith("Z");
        assertThat(get("/orders/O-8").statusCode()).isEqualTo(200);
    }

    @Test
    void aDeliveryWithAFaultyRowIsPutAsideWithTheReason() throws Exception {
        start();
        deliver("inbox/tuesday.csv", "number,article,amount\nO-9,TEA,3\n../O-10,CUP,2\n");

        await().atMost(LONG).until(() -> done("inbox/.failed").size() == 2);
        assertThat(get("/orders/O-9").statusCode()).isEqualTo(200);
        assertThat(done("inbox/.failed"))
                .filteredOn(name -> name.endsWith(".reason.txt"))
                .singleElement()
                .satisfies(
                        name -> assertThat(deliveries.resolve("inbox/.failed").resolve(name))
                                .content()
                                .contains("'../O-10' is no number of an order"));
    }

    @Test
    void theKameletsDoTheSame() throws Exception {
        write("kamelets.camel.yaml", KAMELETS);
        start();
        deliver("k/one.csv", "number,article\nO-7,TEA\n");

        await().atMost(LONG).until(() -> Files.notExists(deliveries.resolve("k/one.csv")));
        assertThat(open(get("/k/O-7").body()).body()).contains("\"article\" : \"TEA\"");
    }

    private void deliver(String name, String text) throws IOException {
        Path file = deliveries.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> done(String name) throws IOException {
        Path place = deliveries.resolve(name);
        if (Files.notExists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private HttpResponse<String> open(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
