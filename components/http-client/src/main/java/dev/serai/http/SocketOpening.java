/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.authentication.Credentials;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The handshake of one WebSocket. Its failures are all before a message was sent. */
final class SocketOpening implements Call<SocketOpening.Opened> {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final CompletableFuture<Opened> reply = new CompletableFuture<>();
    private final long deadline;

    private SocketOpening(SocketRequest request) {
        this.deadline = System.nanoTime() + request.timeout().toNanos();
    }

    /** @param sockets makes the socket, on its event loop, before its first message can come */
    static SocketOpening begin(
            Vertx vertx,
            WebSocketClient client,
            SocketRequest request,
            Credentials credentials,
            Optional<Cookies> cookies,
            Function<WebSocket, MessageSocket> sockets) {
        SocketOpening opening = new SocketOpening(request);
        WebSocketConnectOptions options = options(request, credentials, cookies);
        // On the event loop that the socket will have: on another thread the first messages might come before it is
        // made.
        vertx.getOrCreateContext().runOnContext(now -> opening.connect(client, options, request, sockets));
        return opening;
    }

    private void connect(
            WebSocketClient client,
            WebSocketConnectOptions options,
            SocketRequest request,
            Function<WebSocket, MessageSocket> sockets) {
        try {
            client.connect(options).map(sockets).onSuccess(this::opened).onFailure(failure -> failed(request, failure));
        } catch (RuntimeException e) {
            failed(request, e);
        }
    }

    private static WebSocketConnectOptions options(
            SocketRequest request, Credentials credentials, Optional<Cookies> cookies) {
        MultiMap headers = HttpHeaders.headers().addAll(request.headers());
        credentials.headers().forEach((name, value) -> RequestHeaders.set(headers, name, value));
        cookies.ifPresent(kept -> kept.give(request.target(), headers));
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setSsl(request.target().origin().tls())
                .setHost(request.target().origin().host())
                .setPort(request.target().origin().port())
                .setURI(RequestTarget.with(request.target().uri(), credentials.queryParameters()))
                .setHeaders(headers);
        return options.setSubProtocols(request.subProtocols())
                .setAllowOriginHeader(false)
                .setTimeout(request.timeout().toMillis());
    }

    private void opened(MessageSocket socket) {
        Opened opened = new Opened(SWITCHING_PROTOCOLS, null, socket);
        if (!reply.complete(opened)) {
            opened.discard();
        }
    }

    private void failed(SocketRequest request, Throwable failure) {
        if (failure instanceof UpgradeRejectedException refused) {
            MultiMap headers = refused.getHeaders() == null ? HttpHeaders.headers() : refused.getHeaders();
            Buffer body = refused.getBody() == null ? Buffer.buffer() : refused.getBody();
            HttpReply answer = new HttpReply(refused.getStatus(), headers, body, null, request.target());
            reply.complete(new Opened(refused.getStatus(), answer, null));
        } else {
            // The client only says that the connection was closed, which it does itself when the time is up.
            boolean late = failure instanceof TimeoutException || System.nanoTime() >= deadline;
            HttpCallFailure.Kind kind = late ? HttpCallFailure.Kind.TIMED_OUT : HttpCallFailure.Kind.BROKEN;
            reply.completeExceptionally(new HttpCallFailure(kind, true, failure));
        }
    }

    @Override
    public CompletableFuture<Opened> reply() {
        return reply;
    }

    /** The client cannot break a handshake off; what comes of it is closed at once. */
    @Override
    public void abandon() {
        reply.completeExceptionally(new HttpCallFailure(HttpCallFailure.Kind.ABANDONED, true, null));
    }

    /**
     * What came of a handshake.
     *
     * @param refusal the server's answer when it does not open a socket, else null
     * @param socket null after a refusal
     */
    record Opened(int status, HttpReply refusal, MessageSocket socket) implements Answer {

        @Override
        public int length() {
            return refusal == null ? 0 : refusal.length();
        }

        @Override
        public void discard() {
            if (socket != null) {
                socket.close();
            }
        }
    }
}
