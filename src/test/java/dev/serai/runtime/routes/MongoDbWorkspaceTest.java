/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.MongoStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace {@code routes/mongodb} runs before a stand-in for MongoDB, and the Kamelets do as its routes do. */
class MongoDbWorkspaceTest {

    private static final Path SOURCE = Path.of("../routes/mongodb");

    private static final String KAMELETS = """
            - route:
                from:
                  uri: platform-http:/k/store/{number}
                  steps:
                    - setBody: { simple: '{"number": "${header.number}", "name": "Grace"}' }
                    - unmarshal: { json: {} }
                    - to:
                        uri: kamelet:serai-mongodb-sink
                        parameters: { connector: crm, collection: people, keys: number }
                    - to:
                        uri: kamelet:serai-mongodb-action
                        parameters:
                          connector: crm
                          collection: people
                          filter: '{"number": ":#number"}'
                          fetchMode: one
                    - setBody: { simple: "${body[name]}" }
            - route:
                from:
                  uri: kamelet:serai-mongodb-source
                  parameters: { connector: crm, collection: people, pollInterval: 100ms }
                  steps:
                    - setVariable: { name: "global:k.person", simple: "${body[number]}" }
            - route:
                from:
                  uri: platform-http:/k/last
                  steps:
                    - setBody: { simple: "${variable.global:k.person}" }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = TestWorkspaces.freePort();
    private MongoStandIn server;
    private WorkspaceRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeEach
    void copyWithAServerOfItsOwn() throws IOException {
        server = MongoStandIn.start();
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        String properties = Files.readString(folder.resolve("application.properties"))
                .replaceFirst("camel.server.port=\\d+", "camel.server.port=" + port)
                .replaceFirst(
                        "mongodb.port=\\d+",
                        "mongodb.port=" + URI.create(server.url()).getPort());
        Files.writeString(folder.resolve("application.properties"), properties);
    }

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.stop();
        }
        server.close();
    }

    @Test
    void itHasNoProblems() {
        assertThat(TestWorkspaces.problems(folder)).isEmpty();
    }

    @Test
    void customersAreKeptAndTheirOrdersBooked() throws Exception {
        start();

        assertThat(post("/customers", "{\"number\": \"C-7\", \"name\": \"Ada\", \"city\": \"Ulm\"}"))
                .isEqualTo("{\"added\": 1}");
        assertThat(post("/customers", "{\"number\": \"C-7\", \"city\": \"Bonn\"}"))
                .isEqualTo("{\"added\": 0}");
        assertThat(get("/customers/C-7").body()).contains("\"name\":\"Ada\"", "\"city\":\"Bonn\"");
        assertThat(get("/customers/C-8").statusCode()).isEqualTo(404);
        assertThat(get("/customers/%7B%22%24gt%22:%22%22%7D").statusCode()).isEqualTo(404);

        assertThat(post("/orders", "{\"customer\": \"C-7\", \"cents\": 990}")).startsWith("{\"$oid\":\"");
        post("/orders", "{\"customer\": \"C-7\", \"cents\": 10}");

        assertThat(get("/turnover").body()).isEqualTo("[{\"_id\":\"C-7\",\"cents\":1000}]");
        await().until(() -> get("/customers/C-7").body().contains("\"orders\":2,\"cents\":1000"));
    }

    @Test
    void theKameletsDoTheSame() throws Exception {
        TestWorkspaces.write(folder, "kamelets.camel.yaml", KAMELETS);
        start();

        assertThat(get("/k/store/P-1").body()).isEqualTo("Grace");
        await().until(() -> get("/k/last").body().equals("P-1"));
    }

    private void start() {
        runtime = new WorkspaceRuntime(Workspace.open(folder), List.of());
        runtime.start();
    }

    private String post(String path, String json) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
