/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that tunnels to this machine, whatever name is asked for, for whom it knows. */
final class ConnectProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient onwards = vertx.createNetClient();
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final String authorization;
    private final HttpServer server;

    private ConnectProxy(String authorization) {
        this.authorization = authorization;
        server = vertx.createHttpServer().requestHandler(this::answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** @param authorization the header Proxy-Authorization of whom it knows */
    static ConnectProxy start(String authorization) {
        return new ConnectProxy(authorization);
    }

    private void answer(HttpServerRequest request) {
        boolean known = authorization.equals(request.getHeader("Proxy-Authorization"));
        if (!request.method().name().equals("CONNECT") || !known) {
            request.response().setStatusCode(known ? 405 : 407).end();
            return;
        }
        tunnels.add(request.authority().toString());
        onwards.connect(request.authority().port(), "127.0.0.1")
                .onSuccess(there -> request.toNetSocket().onSuccess(here -> join(here, there)))
                .onFailure(failure -> request.response().setStatusCode(502).end());
    }

    private static void join(NetSocket here, NetSocket there) {
        here.pipeTo(there);
        there.pipeTo(here);
    }

    int port() {
        return server.actualPort();
    }

    /** Whom tunnels were asked to, as it was written. */
    List<String> tunnels() {
        return tunnels;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
