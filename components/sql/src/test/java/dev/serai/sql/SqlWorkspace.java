/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A running Camel context with the one connector {@code db}, declared in a folder of its own. */
final class SqlWorkspace implements AutoCloseable {

    private final CamelContext camelContext;

    private SqlWorkspace(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Starts with a declaration.
     *
     * @param rest what follows the connector's name and type, in YAML flow style
     */
    static SqlWorkspace start(Path folder, String rest, RouteBuilder... routes) throws Exception {
        SqlWorkspace workspace = prepare(folder, rest);
        for (RouteBuilder route : routes) {
            workspace.camelContext.addRoutes(route);
        }
        try {
            workspace.camelContext.start();
        } catch (Exception e) {
            workspace.close();
            throw e;
        }
        return workspace;
    }

    /** Declares the connector and starts nothing. */
    static SqlWorkspace prepare(Path folder, String rest) throws IOException {
        Path file = Files.writeString(
                folder.resolve("connectors.yaml"), "connectors:\n  - {name: db, type: sql, " + rest + "}\n");
        CamelContext camelContext = new DefaultCamelContext();
        camelContext.getPropertiesComponent().addInitialProperty("serai.dev", "true");
        ConnectorRegistry.of(camelContext).declareFrom(file.toString());
        return new SqlWorkspace(camelContext);
    }

    static String sqlite(String more) {
        return "connection: {url: 'jdbc:sqlite:data/test.db'}" + (more.isEmpty() ? "" : ", " + more);
    }

    static String h2(Path folder, String more) {
        return "connection: {url: 'jdbc:h2:" + folder.resolve("test") + "', username: sa, password: secret}"
                + (more.isEmpty() ? "" : ", " + more);
    }

    CamelContext camelContext() {
        return camelContext;
    }

    DeclaredConnector connector() {
        return ConnectorRegistry.of(camelContext).get("db");
    }

    Object call(String operation, Map<String, Object> input) {
        return execute(operation, input).output();
    }

    ExecutionResult execute(String operation, Map<String, Object> input) {
        return connector().execute(operation, input);
    }

    Object run(String sql) {
        return call("execute", Map.of("sql", sql));
    }

    List<?> query(String sql) {
        return (List<?>) call("query", Map.of("sql", sql));
    }

    Object one(String sql) {
        return call("query", Map.of("sql", sql, "fetchMode", "one"));
    }

    @Override
    public void close() {
        camelContext.stop();
        ConnectorRegistry.of(camelContext).stop();
    }
}
