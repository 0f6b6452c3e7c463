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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace {@code routes/protocols} runs, and the Kamelets for the same protocols do as its routes do. */
class ProtocolsWorkspaceTest {

    private static final Path SOURCE = Path.of("../routes/protocols");

    private static final String ORDER = """
            {"id": "SO-1", "customer": {"number": "C-7"}, "delivery": {"country": "DE"},
             "lines": [{"sku": "TEA-EARL-250", "quantity": 2}]}""";

    private static final String KAMELETS = """
            - route:
                from:
                  uri: platform-http:/k/graphql/{sku}
                  steps:
                    - to:
                        uri: kamelet:serai-graphql-action
                        parameters:
                          connector: catalogue
                          query: 'query ($sku: ID!) { article(sku: $sku) { name } } # & more + 100'
                    - setBody: { simple: "${body[article][name]}" }
            - route:
                from:
                  uri: platform-http:/k/grpc/{number}
                  steps:
                    - setBody: { simple: '{"number": "${header.number}"}' }
                    - unmarshal: { json: {} }
                    - to:
                        uri: kamelet:serai-grpc-action
                        parameters: { connector: carrier, operation: query, method: carrier.Parcels/Track }
                    - setBody: { simple: "${body[place]}" }
            - route:
                from:
                  uri: platform-http:/k/websocket/{sku}
                  steps:
                    - setBody: { simple: '{"ask": "price", "sku": "${header.sku}"}' }
                    - to:
                        uri: kamelet:serai-websocket-sink
                        parameters: { connector: ticker }
                    - setBody: { simple: '{"ask": "price", "sku": "${header.sku}"}' }
                    - to:
                        uri: kamelet:serai-websocket-action
                        parameters: { connector: ticker }
                    - setBody: { simple: "${body[sku]}" }
            - route:
                from:
                  uri: platform-http:/k/rest/{sku}
                  steps:
                    - to:
                        uri: kamelet:serai-rest-action
                        parameters: { connector: here, endpoint: "/articles/{sku}" }
                    - setBody: { simple: "${body[cents]} cents" }
            - route:
                from:
                  uri: kamelet:serai-websocket-source
                  parameters: { connector: ticker, subscribe: '{"ask": "ticks"}' }
                  steps:
                    - setVariable: { name: "global:k.tick", simple: "${body[sku]}" }
            - route:
                from:
                  uri: kamelet:serai-grpc-source
                  parameters: { connector: carrier, method: carrier.Parcels/Watch }
                  steps:
                    - setVariable: { name: "global:k.movement", simple: "${body[place]}" }
            - route:
                from:
                  uri: kamelet:serai-rest-source
                  parameters: { connector: here, resource: /list }
                  steps:
                    - setVariable: { name: "global:k.record", simple: "No. ${body[n]}" }
            - route:
                from:
                  uri: platform-http:/k/last/{what}
                  steps:
                    - choice:
                        when:
                          - simple: "${header.what} == 'tick'"
                            steps:
                              - setBody: { simple: "${variable.global:k.tick}" }
                          - simple: "${header.what} == 'movement'"
                            steps:
                              - setBody: { simple: "${variable.global:k.movement}" }
                        otherwise:
                          steps:
                            - setBody: { simple: "${variable.global:k.record}" }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = TestWorkspaces.freePort();
    private WorkspaceRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeEach
    void copyWithPortsOfItsOwn() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        String properties = Files.readString(folder.resolve("application.properties"))
                .replaceFirst("camel.server.port=\\d+", "camel.server.port=" + port)
                .replaceFirst("carrier.port=\\d+", "carrier.port=" + TestWorkspaces.freePort())
                .replaceFirst("ticker.port=\\d+", "ticker.port=" + TestWorkspaces.freePort());
        Files.writeString(folder.resolve("application.properties"), properties);
    }

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.stop();
        }
    }

    @Test
    void itHasNoProblems() {
        assertThat(TestWorkspaces.problems(folder)).isEmpty();
    }

    @Test
    void eachProtocolIsCalledAndHeard() throws Exception {
        start();

        assertThat(get("/articles/TEA-EARL-250").body())
                .isEqualTo("{\"sku\":\"TEA-EARL-250\",\"name\":\"Earl Grey, 250 g\",\"cents\":990}");
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(ORDER))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"order\":\"SO-1\"", "\"customer\":\"C-7\"", "\"quantity\":2", "Earl Grey, 250 g");
        assertThat(get("/articles/NONE").statusCode()).isEqualTo(404);
        assertThat(get("/parcels/P-1").body()).isEqualTo("{\"number\":\"P-1\",\"place\":\"Hamburg\"}");
        assertThat(get("/parcels/NONE").statusCode()).isEqualTo(404);
        assertThat(get("/prices/COF-ETH-500").body()).startsWith("{\"sku\":\"COF-ETH-500\",\"cents\":");
        await().until(() -> get("/movements/last").body().equals("P-1 is at Hamburg"));
        await().until(() -> get("/ticks/last").body().startsWith("TEA-EARL-250 costs "));
    }

    @Test
    void theKameletsDoTheSame() throws Exception {
        TestWorkspaces.write(folder, "rest.camel.yaml", """
                - route:
                    id: list
                    from:
                      uri: platform-http:/list
                      steps:
                        - setBody: { constant: '[{"n": 1}, {"n": 2}]' }
                        - setHeader: { name: Content-Type, constant: application/json }
                """);
        TestWorkspaces.write(
                folder,
                "connectors.yaml",
                Files.readString(folder.resolve("connectors.yaml"))
                        + "  - name: here\n"
                        + "    type: rest\n"
                        + "    connection: { url: \"http://127.0.0.1:{{camel.server.port}}\" }\n"
                        + "    pagination: { strategy: page, maxPages: 1 }\n");
        TestWorkspaces.write(folder, "kamelets.camel.yaml", KAMELETS);
        start();

        assertThat(get("/k/graphql/TEA-EARL-250").body()).isEqualTo("Earl Grey, 250 g");
        assertThat(get("/k/grpc/P-2").body()).isEqualTo("Trieste");
        assertThat(get("/k/websocket/TEA-EARL-250").body()).isEqualTo("TEA-EARL-250");
        assertThat(get("/k/rest/TEA-EARL-250").body()).isEqualTo("990 cents");
        for (String heard : List.of("tick", "movement", "record")) {
            await().until(() ->
                    Pattern.matches("[A-Z].*", get("/k/last/" + heard).body()));
        }
    }

    @Test
    void theSubscriptionKameletHearsAnApi() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer api = vertx.createHttpServer(
                            new HttpServerOptions().addWebSocketSubProtocol("graphql-transport-ws"))
                    .webSocketHandler(
                            socket -> socket.textMessageHandler(
                                    text -> socket.writeTextMessage(
                                            text.contains("connection_init")
                                                    ? "{\"type\":\"connection_ack\"}"
                                                    : "{\"type\":\"next\",\"id\":\"1\",\"payload\":{\"data\":{\"placed\":\"order 7\"}}}")))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            TestWorkspaces.write(
                    folder,
                    "connectors.yaml",
                    Files.readString(folder.resolve("connectors.yaml"))
                            + "  - name: shop\n    type: graphql\n    connection: { url: \"http://127.0.0.1:"
                            + api.actualPort() + "\" }\n");
            TestWorkspaces.write(folder, "subscription.camel.yaml", """
                    - route:
                        from:
                          uri: kamelet:serai-graphql-subscription-source
                          parameters: { connector: shop, query: "subscription { placed }" }
                          steps:
                            - setVariable: { name: "global:placed", simple: "${body[placed]}" }
                    - route:
                        from:
                          uri: platform-http:/placed
                          steps:
                            - setBody: { simple: "${variable.global:placed}" }
                    """);
            start();

            await().until(() -> get("/placed").body().equals("order 7"));
        } finally {
            stop();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void start() {
        runtime = new WorkspaceRuntime(Workspace.open(folder), List.of());
        runtime.start();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
