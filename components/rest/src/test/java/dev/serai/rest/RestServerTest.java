/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.testkit.FaultyHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests share that call one HTTP server through routes. */
abstract class RestServerTest {

    static FaultyHttpServer server;

    @TempDir
    private Path folder;

    private RestRoutes routes;

    @BeforeAll
    static void startServer() {
        server = FaultyHttpServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void forgetRequests() {
        server.forget();
    }

    @AfterEach
    void stopRoutes() {
        if (routes != null) {
            routes.close();
        }
    }

    /** Puts a file beside the declarations. */
    void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Routes with a connector "api" to the server; {@code further} is indented by four. */
    RestRoutes routes(String further) throws Exception {
        return routes("    connection: { url: \"" + server.url() + "/v1\" }\n" + further, Map.of());
    }

    /** Routes with a connector "api"; the declaration is indented by four. */
    RestRoutes routes(String declaration, Map<String, String> properties) throws Exception {
        routes = RestRoutes.start(folder, declaration, properties);
        return routes;
    }
}
