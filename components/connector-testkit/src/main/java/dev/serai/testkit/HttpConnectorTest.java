/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

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
public abstract class HttpConnectorTest {

    /** Answers what a test tells it. */
    protected static FaultyHttpServer server;

    private final String type;

    /** Where the declarations are. */
    @TempDir
    protected Path folder;

    private ConnectorRoutes routes;

    /** @param type the connector's */
    protected HttpConnectorTest(String type) {
        this.type = type;
    }

    @BeforeAll
    static void startServer() {
        server = FaultyHttpServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    final void forgetRequests() {
        server.forget();
    }

    @AfterEach
    protected void stopRoutes() {
        if (routes != null) {
            routes.close();
        }
    }

    /** Puts a file beside the declarations. */
    protected void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Routes with a connector "api" to the server; {@code further} is indented by four. */
    protected ConnectorRoutes routes(String further) throws Exception {
        return routes("    connection: { url: \"" + server.url() + "/v1\" }\n" + further, Map.of());
    }

    /** Routes with a connector "api"; the declaration is indented by four. */
    protected ConnectorRoutes routes(String declaration, Map<String, String> properties) throws Exception {
        routes = ConnectorRoutes.start(folder, type, declaration, properties);
        return routes;
    }
}
