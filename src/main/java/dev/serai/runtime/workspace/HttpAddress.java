/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the HTTP server listens.
 *
 * @param host {@code camel.server.host}, by default this machine alone
 * @param port {@code camel.server.port}, by default 8080
 */
record HttpAddress(String host, int port) {

    static final String DEFAULT_HOST = "127.0.0.1";
    private static final Logger LOG = LoggerFactory.getLogger(HttpAddress.class);
    private static final String DEFAULT_PORT = "8080";

    /**
     * Reads the address where Camel reads it: system properties, environment, the workspace's settings.
     *
     * @throws WorkspaceException when the port is no number
     */
    static HttpAddress of(Workspace workspace) {
        WorkspaceSettings settings = new WorkspaceSettings(workspace);
        String port = settings.find("camel.server.port").orElse(DEFAULT_PORT);
        try {
            return new HttpAddress(
                    settings.find("camel.server.host").orElse(DEFAULT_HOST), Integer.parseInt(port.trim()));
        } catch (NumberFormatException e) {
            throw new WorkspaceException(
                    "camel.server.port has the value '" + port + "'. Expected the number of a port.", e);
        }
    }

    /**
     * Makes sure that the server will be able to listen. Camel's server only logs that it could not, and the workspace
     * would run deaf.
     *
     * @throws WorkspaceException when it will not
     */
    void requireFree() {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.debug("{} is free", probe.getLocalSocketAddress());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkspaceException(
                    "The HTTP server cannot listen on " + host + ":" + port + ": " + e.getMessage()
                            + ". Stop the process that uses it, or set another with camel.server.port in"
                            + " application.properties.",
                    e);
        }
    }
}
