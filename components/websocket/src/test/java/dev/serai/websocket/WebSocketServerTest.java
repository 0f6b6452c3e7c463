/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.ConnectorRoutes;
import io.vertx.core.http.ServerWebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of WebSockets that does what a test tells it, and a connector "api" that calls it. */
@Timeout(60)
abstract class WebSocketServerTest {

    static final String SEND = "connector:api/send";
    static final String RECEIVE = "connector:api/receive";
    static final String REQUEST = "connector:api/request";

    @TempDir
    Path folder;

    SocketServer server;
    ConnectorRoutes routes;

    @AfterEach
    void stop() {
        if (routes != null) {
            routes.close();
        }
        if (server != null) {
            server.close();
        }
    }

    void serve(Consumer<ServerWebSocket> use) {
        server = SocketServer.start(use);
    }

    void start(String further) throws Exception {
        start(further, "", Map.of());
    }

    void start(String further, String connection, Map<String, String> properties) throws Exception {
        String more = connection.isEmpty() ? "" : ", " + connection;
        routes = ConnectorRoutes.start(
                folder,
                "websocket",
                "    connection: { url: \"" + server.url() + "\"" + more + " }\n" + further,
                properties);
    }

    Object answer(String endpoint, Object body) throws Exception {
        return routes.answer(endpoint, body, Map.of());
    }

    Object unchecked(String endpoint) {
        try {
            return answer(endpoint, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    ConnectorException failure(String endpoint, Object body) throws Exception {
        return routes.failure(endpoint, body, Map.of());
    }
}
