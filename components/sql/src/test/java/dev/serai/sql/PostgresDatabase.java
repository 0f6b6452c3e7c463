/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test methods a PostgreSQL database of their own, on one server for all test classes. */
final class PostgresDatabase implements ParameterResolver {

    /** A database, its user needs no password. */
    record Url(String url, int port) {

        /** The connector {@code db} on it. */
        SqlWorkspace start(Path folder, String more, RouteBuilder... routes) throws Exception {
            return SqlWorkspace.start(folder, declaration(url, more), routes);
        }

        /** The same through another port. */
        SqlWorkspace startThrough(int otherPort, Path folder, String more, RouteBuilder... routes) throws Exception {
            return SqlWorkspace.start(folder, declaration(url.replace(":" + port, ":" + otherPort), more), routes);
        }

        private static String declaration(String url, String more) {
            return "connection: {url: '" + url + "', username: postgres}" + (more.isEmpty() ? "" : ", " + more);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Url.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        PostgresServer server = PostgresServer.shared();
        return new Url(server.newDatabase(), server.port());
    }
}
