/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workspace {@code routes/protocols} runs, and the Kamelets for the same protocols do as its routes do. */
class ProtocolsWorkspaceTest extends ExampleTest {

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

    ProtocolsWorkspaceTest() {
        super("protocols");
    }

    @BeforeEach
    void choosePorts() throws IOException {
        set("carrier.port", FreePort.find());
        set("ticker.port", FreePort.find());
    }

    @Test
    void eachProtocolIsCalledAndHeard() throws Exception {
        start();

        assertThat(get("/articles/TEA-EARL-250").body())
                .isEqualTo("{\"sku\":\"TEA-EARL-250\",\"name\":\"Earl Grey, 250 g\",\"cents\":990}");
        assertThat(post("/orders", ORDER).body())
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
        write("rest.camel.yaml", """
                - route:
                    id: list
                    from:
                      uri: platform-http:/list
                      steps:
                        - setBody: { constant: '[{"n": 1}, {"n": 2}]' }
                        - setHeader: { name: Content-Type, constant: application/json }
                """);
        declare("""
                - name: here
                  type: rest
                  connection: { url: "http://127.0.0.1:{{camel.server.port}}" }
                  pagination: { strategy: page, maxPages: 1 }
                """);
        write("kamelets.camel.yaml", KAMELETS);
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
            declare("""
                    - name: shop
                      type: graphql
                      connection: { url: "http://127.0.0.1:%d" }
                    """.formatted(api.actualPort()));
            write("subscription.camel.yaml", """
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
}
