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
import dev.serai.testkit.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kamelets of databases load, change, read and follow a table. */
class SqlKameletsTest {

    private static final String ROUTES = """
            - route:
                id: load
                from:
                  uri: platform-http:/load
                  steps:
                    - setBody: { constant: '[{"number": "A", "total": 1}, {"number": "B", "total": 2}]' }
                    - unmarshal: { json: {} }
                    - to: { uri: kamelet:serai-sql-bulk-sink, parameters: { connector: db, table: orders } }
                    - setBody: { constant: '{"number": "B", "total": 7}' }
                    - unmarshal: { json: {} }
                    - to: { uri: kamelet:serai-sql-upsert-action, parameters: { connector: db, table: orders } }
                    - setBody: { simple: "${variable.rowsChanged} changed" }
            - route:
                id: read
                from:
                  uri: platform-http:/read
                  steps:
                    - to:
                        uri: kamelet:serai-sql-query-action
                        parameters:
                          connector: db
                          sql: |
                            -- Signs and lines arrive as they are.
                            SELECT total + 1 AS total FROM orders
                            WHERE number = :#number AND number LIKE '%b%' AND total & 1 = 1
                    - setBody: { simple: "total ${body[0][total]}" }
            - route:
                id: follow
                from:
                  uri: kamelet:serai-sql-source
                  parameters: { connector: db, resource: orders }
                  steps:
                    - setVariable: { name: "global:last", simple: "${body[number]}" }
            - route:
                id: last
                from:
                  uri: platform-http:/last
                  steps:
                    - setBody: { simple: "${variable.global:last}" }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.find();

    @TempDir
    private Path folder;

    @Test
    void theKameletsLoadChangeReadAndFollow() throws Exception {
        TestWorkspaces.write(
                folder, "schema.sql", "CREATE TABLE IF NOT EXISTS orders (number TEXT PRIMARY KEY, total INTEGER)");
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: db
                    type: sql
                    connection: { url: "jdbc:sqlite:data/orders.db" }
                    options: { initScript: schema.sql }
                """);
        TestWorkspaces.write(folder, "application.properties", "camel.server.port=" + port + "\n");
        TestWorkspaces.write(folder, "orders.camel.yaml", ROUTES);
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            runtime.start();

            assertThat(get("/load")).isEqualTo("1 changed");
            assertThat(get("/read?number=B")).isEqualTo("total 8");
            await().untilAsserted(() -> assertThat(get("/last")).isEqualTo("B"));
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
