/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Capability;
import dev.serai.testkit.ConnectorRoutes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RestCancellationTest extends RestServerTest {

    @Test
    void cancellingACallClosesItsConnectionBeforeTheServerAnswered() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConnectorRoutes routes =
                    routes("    connection: { url: \"http://127.0.0.1:" + silent.getLocalPort() + "\" }\n", Map.of());
            CompletableFuture<?> call =
                    routes.connector().start("GET", Map.of()).toCompletableFuture();
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(10_000);
                assertThat(connection.getInputStream().read()).isEqualTo('G');

                assertThat(call.cancel(true)).isTrue();

                assertThat(closed(connection)).isTrue();
            }
            assertThat(routes.connector().capabilities().has(Capability.CANCELLATION))
                    .isTrue();
        }
    }

    /** Reads what was sent, up to the end of the connection; a time-out says that it is still open. */
    private static boolean closed(Socket connection) throws Exception {
        try {
            while (connection.getInputStream().read() >= 0) {
                // The rest of the request.
            }
        } catch (SocketException e) {
            return true;
        }
        return true;
    }
}
