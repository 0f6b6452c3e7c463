/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps texts by name and answers over WebSockets, as the conformance suite handles it. */
final class KeyValueSocket implements SystemUnderTest, AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final String authorization;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final TcpProxy front;
    private volatile boolean holding;
    private volatile boolean indiscreet;

    KeyValueSocket(String user, String password) {
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpServer server = vertx.createHttpServer().requestHandler(this::handshake);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        this.front = TcpProxy.start("127.0.0.1", server.actualPort());
    }

    String url() {
        return "ws://127.0.0.1:" + front.port();
    }

    private void handshake(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        if (!authorization.equals(given)) {
            request.response().setStatusCode(401).end(indiscreet ? decoded(given) : "");
            return;
        }
        request.toWebSocket().onSuccess(socket -> socket.textMessageHandler(text -> receive(socket, text)));
    }

    private static String decoded(String basic) {
        return basic == null
                ? ""
                : new String(Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    private void receive(ServerWebSocket socket, String text) {
        JsonObject request = new JsonObject(text);
        calls.incrementAndGet();
        if (holding) {
            Held call = new Held(socket, request);
            held.add(call);
            socket.closeHandler(closed -> held.remove(call));
        } else {
            answer(socket, request);
        }
    }

    private void answer(ServerWebSocket socket, JsonObject request) {
        JsonObject reply = new JsonObject();
        switch (request.getString("op")) {
            case "get" -> reply.put("value", values.get(request.getString("name")));
            case "append" ->
                reply.put("value", values.merge(request.getString("name"), request.getString("text"), String::concat));
            default -> {
                socket.close((short) 4400, indiscreet ? "no " + decoded(authorization) : "no such thing");
                return;
            }
        }
        socket.writeTextMessage(reply.encode());
    }

    @Override
    public void reset() {
        release();
        front.restore();
        indiscreet = false;
        values.clear();
        values.put("greeting", "hello");
        values.put("note", "");
        calls.set(0);
    }

    @Override
    public void stop() {
        front.cut();
    }

    @Override
    public void start() {
        front.restore();
    }

    @Override
    public void hold() {
        holding = true;
    }

    @Override
    public void release() {
        holding = false;
        List<Held> waited = List.copyOf(held);
        held.removeAll(waited);
        waited.forEach(call -> answer(call.socket, call.request));
    }

    @Override
    public int held() {
        return held.size();
    }

    @Override
    public int calls() {
        return calls.get();
    }

    @Override
    public int openConnections() {
        return front.openConnections();
    }

    @Override
    public int effects() {
        return values.get("note").length();
    }

    @Override
    public void repeatCredentials() {
        indiscreet = true;
    }

    @Override
    public void close() {
        front.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Held(ServerWebSocket socket, JsonObject request) {}
}
