/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gRPC server behind a network that can be cut, as the conformance suite handles it. */
final class InventorySystem implements SystemUnderTest, AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final InventoryServer server = InventoryServer.start();
    private final TcpProxy network = TcpProxy.start("127.0.0.1", server.port());
    private final String authorization;
    private final List<InventoryServer.Call> waiting = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private boolean holding;
    private boolean indiscreet;
    private int effects;

    /** Lets one user in. */
    InventorySystem(String user, String password) {
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    String url() {
        return "grpc://127.0.0.1:" + network.port();
    }

    @Override
    public synchronized void reset() {
        release();
        network.restore();
        server.forget();
        server.admit(headers -> true);
        server.answer("Get", this::take);
        server.answer("Take", this::take);
        keys.clear();
        indiscreet = false;
        effects = 0;
    }

    private synchronized void take(InventoryServer.Call call) {
        if (!authorization.equals(call.headers().get(AUTHORIZATION))) {
            call.fail(Status.UNAUTHENTICATED.withDescription(said(call, "Who are you?")));
        } else if (holding) {
            waiting.add(call);
        } else {
            serve(call);
        }
    }

    private void serve(InventoryServer.Call call) {
        if (call.method().equals("Get")) {
            if (call.request().contains("refused")) {
                call.fail(Status.INVALID_ARGUMENT.withDescription(said(call, "There is no such item.")));
            } else {
                call.send("{\"sku\":\"A-7\",\"note\":\"hello\"}").end();
            }
            return;
        }
        String key = call.header("idempotency-key");
        if (key == null || keys.add(key)) {
            effects++;
        }
        call.send("{}").end();
    }

    /** With the caller's credentials, as sent and in plain text, when the server is to be indiscreet. */
    private String said(InventoryServer.Call call, String sentence) {
        String header = String.valueOf(call.headers().get(AUTHORIZATION));
        return indiscreet
                ? sentence + " You said " + header + ", which is "
                        + new String(
                                Base64.getDecoder().decode(header.substring(header.indexOf(' ') + 1)),
                                StandardCharsets.UTF_8)
                : sentence;
    }

    @Override
    public void stop() {
        network.cut();
    }

    @Override
    public void start() {
        network.restore();
    }

    @Override
    public synchronized void hold() {
        holding = true;
    }

    /** What nobody waits for any more is done all the same. */
    @Override
    public synchronized void release() {
        holding = false;
        waiting.forEach(this::serve);
        waiting.clear();
    }

    @Override
    public synchronized int held() {
        return (int) waiting.stream().filter(call -> !call.cancelled()).count();
    }

    @Override
    public int calls() {
        return server.calls().size();
    }

    @Override
    public int openConnections() {
        return network.openConnections();
    }

    @Override
    public synchronized int effects() {
        return effects;
    }

    @Override
    public synchronized void repeatCredentials() {
        indiscreet = true;
    }

    @Override
    public void close() {
        network.close();
        server.close();
    }
}
