/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.MongoStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workspace {@code routes/mongodb} runs before a stand-in for MongoDB, and the Kamelets do as its routes do. */
class MongoDbWorkspaceTest extends ExampleTest {

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

    private MongoStandIn server;

    MongoDbWorkspaceTest() {
        super("mongodb");
    }

    @BeforeEach
    void startServer() throws IOException {
        server = MongoStandIn.start();
        set("mongodb.port", URI.create(server.url()).getPort());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void customersAreKeptAndTheirOrdersBooked() throws Exception {
        start();

        assertThat(post("/customers", "{\"number\": \"C-7\", \"name\": \"Ada\", \"city\": \"Ulm\"}")
                        .body())
                .isEqualTo("{\"added\": 1}");
        assertThat(post("/customers", "{\"number\": \"C-7\", \"city\": \"Bonn\"}")
                        .body())
                .isEqualTo("{\"added\": 0}");
        assertThat(get("/customers/C-7").body()).contains("\"name\":\"Ada\"", "\"city\":\"Bonn\"");
        assertThat(get("/customers/C-8").statusCode()).isEqualTo(404);
        assertThat(get("/customers/%7B%22%24gt%22:%22%22%7D").statusCode()).isEqualTo(404);

        assertThat(post("/orders", "{\"customer\": \"C-7\", \"cents\": 990}").body())
                .startsWith("{\"$oid\":\"");
        HttpResponse<String> unused = post("/orders", "{\"customer\": \"C-7\", \"cents\": 10}");

        assertThat(get("/turnover").body()).isEqualTo("[{\"_id\":\"C-7\",\"cents\":1000}]");
        await().until(() -> get("/customers/C-7").body().contains("\"orders\":2,\"cents\":1000"));
    }

    @Test
    void theKameletsDoTheSame() throws Exception {
        write("kamelets.camel.yaml", KAMELETS);
        start();

        assertThat(get("/k/store/P-1").body()).isEqualTo("Grace");
        await().until(() -> get("/k/last").body().equals("P-1"));
    }
}
