/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.ConnectorRoutes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of gRPC connectors before one server. */
abstract class GrpcServerTest {

    static final String ONCE = "    retry: { maxRetries: 0 }\n";

    static InventoryServer server;

    @TempDir
    Path folder;

    private ConnectorRoutes routes;

    @BeforeAll
    static void startServer() {
        server = InventoryServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
    }

    @AfterEach
    void stopRoutes() {
        if (routes != null) {
            routes.close();
        }
    }

    /** Routes with a connector "api" to the server; {@code further} is indented by four. */
    ConnectorRoutes routes(String further) throws Exception {
        return routes(server, further);
    }

    /** Routes with a connector "api" to a server; {@code further} is indented by four. */
    ConnectorRoutes routes(InventoryServer to, String further) throws Exception {
        return declared("    connection: { url: \"grpc://" + to.address() + "\" }\n" + further, Map.of());
    }

    /** Routes with a connector "api"; the declaration is indented by four. */
    ConnectorRoutes declared(String declaration, Map<String, String> properties) throws Exception {
        stopRoutes();
        routes = ConnectorRoutes.start(folder, "grpc", declaration, properties);
        return routes;
    }

    /** The routes that were started last. */
    ConnectorRoutes current() {
        return routes;
    }

    static ConnectorException failure(GrpcRequest request) {
        return catchThrowableOfType(ConnectorException.class, request::execute);
    }

    static ConnectorException failure(CompletableFuture<?> call) {
        return (ConnectorException)
                catchThrowableOfType(CompletionException.class, call::join).getCause();
    }

    static String call(String method) {
        return "connector:api/call?method=shop.Inventory/" + method;
    }

    static String query(String method) {
        return "connector:api/query?method=shop.Inventory/" + method;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object answer) {
        return (Map<String, Object>) answer;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object answer) {
        return (List<Map<String, Object>>) answer;
    }
}
