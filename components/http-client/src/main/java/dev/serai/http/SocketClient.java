/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.http.WebSocketClient;
import java.util.function.Supplier;

/** The client of a connector's WebSockets, made when the first is opened: most connectors never open one. Thread-safe. */
final class SocketClient {

    private final Supplier<WebSocketClient> making;
    private WebSocketClient client;
    private boolean closed;

    SocketClient(Supplier<WebSocketClient> making) {
        this.making = making;
    }

    /** @throws IllegalStateException when it was closed */
    synchronized WebSocketClient get() {
        if (closed) {
            throw new IllegalStateException("The connector was disconnected.");
        }
        if (client == null) {
            client = making.get();
        }
        return client;
    }

    /** Closes all sockets. */
    synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
