/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of a connector before a public server of npm, in the folder {@code peer} among the module's test resources. The
 * server is started once for all of them.
 */
@Tag("peers")
@Timeout(120)
public abstract class NodePeerTest {

    /** The public server. */
    protected static NodeServer server;

    /** Where the declarations are. */
    @TempDir
    protected Path folder;

    /** What a test has started; closed after it. */
    protected ConnectorRoutes routes;

    /** Not before all of them: only with a test does the report say why it was skipped. */
    @BeforeEach
    final void startServer() {
        if (server == null) {
            server = NodeServer.start(getClass());
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @AfterEach
    protected final void stopRoutes() {
        if (routes != null) {
            routes.close();
        }
    }
}
