/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A WebSocket server on a free port of this machine, which does with each socket what a test says. */
final class SocketServer implements AutoCloseable {

    /** Every socket that was ever opened, the first in front. */
    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();

    /** The text messages of all sockets. */
    final List<String> messages = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    private SocketServer(
            int port, HttpServerOptions options, Consumer<HttpServerRequest> requests, Consumer<ServerWebSocket> use) {
        server = vertx.createHttpServer(options.setMaxWebSocketFrameSize(64 * 1024 * 1024))
                .requestHandler(requests == null ? request -> upgrade(request, use) : requests::accept);
        server.listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** A server whose sockets are used in one way. */
    static SocketServer start(Consumer<ServerWebSocket> use) {
        return new SocketServer(0, new HttpServerOptions(), null, use);
    }

    /** A server on a port that is known already. */
    static SocketServer startOn(int port, Consumer<ServerWebSocket> use) {
        return new SocketServer(port, new HttpServerOptions(), null, use);
    }

    /** A server with options of its own. */
    static SocketServer start(HttpServerOptions options, Consumer<ServerWebSocket> use) {
        return new SocketServer(0, options, null, use);
    }

    /** A server that answers handshakes in its own way. */
    static SocketServer answering(Consumer<HttpServerRequest> requests) {
        return new SocketServer(0, new HttpServerOptions(), requests, null);
    }

    private void upgrade(HttpServerRequest request, Consumer<ServerWebSocket> use) {
        request.toWebSocket().onSuccess(socket -> {
            socket.textMessageHandler(messages::add);
            use.accept(socket);
            sockets.add(socket);
        });
    }

    String url() {
        return "ws://127.0.0.1:" + port();
    }

    int port() {
        return server.actualPort();
    }

    /** The newest socket. A client may be connected before the server knows. */
    ServerWebSocket socket() {
        await().until(() -> !sockets.isEmpty());
        return sockets.get(sockets.size() - 1);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
