/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The connections of a connector that authenticates by NTLM. It vouches for a connection and not for a request, so that
 * each connection belongs to one call until its reply is there; whoever finds none free waits. Thread-safe.
 */
final class NtlmConnections {

    private final Deque<NtlmConnection> free = new ArrayDeque<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final List<NtlmConnection> all = new ArrayList<>();
    private final NtlmUser user;
    private final Supplier<HttpClient> clients;
    private final int most;
    private boolean closed;

    /**
     * @param clients makes a client that has one connection at most
     * @param most how many connections there may be
     */
    NtlmConnections(NtlmUser user, Supplier<HttpClient> clients, int most) {
        this.user = user;
        this.clients = clients;
        this.most = most;
    }

    /**
     * A request on a connection of its own, which is free again when its reply has come or broken off.
     *
     * @param patience how long the server may take for its challenge
     * @param wanted whether anybody still waits for it
     */
    Future<HttpClientRequest> request(RequestOptions options, Duration patience, BooleanSupplier wanted) {
        options.getHeaders().remove("Authorization");
        Promise<NtlmConnection> promise = Promise.promise();
        take(new Waiting(promise, wanted));
        return promise.future().compose(connection -> connection
                .request(options, patience)
                .onSuccess(request -> watch(connection, request))
                .onFailure(failure -> release(connection)));
    }

    private void watch(NtlmConnection connection, HttpClientRequest request) {
        request.response()
                .onSuccess(response -> {
                    connection.learn(response);
                    response.end().onComplete(end -> release(connection));
                })
                .onFailure(failure -> release(connection));
    }

    private void take(Waiting one) {
        NtlmConnection taken;
        synchronized (this) {
            if (closed) {
                taken = null;
            } else if (!free.isEmpty()) {
                taken = free.pop();
            } else if (all.size() < most) {
                taken = new NtlmConnection(user, clients.get());
                all.add(taken);
            } else {
                waiting.add(one);
                return;
            }
        }
        one.end(taken);
    }

    private void release(NtlmConnection connection) {
        Waiting next;
        synchronized (this) {
            waiting.removeIf(one -> !one.wanted.getAsBoolean());
            next = waiting.poll();
            if (next == null) {
                free.push(connection);
                return;
            }
        }
        next.end(connection);
    }

    void close() {
        List<Waiting> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(one -> one.end(null));
        all.forEach(NtlmConnection::close);
        user.close();
    }

    /** A call that needs a connection. */
    private record Waiting(Promise<NtlmConnection> promise, BooleanSupplier wanted) {

        void end(NtlmConnection connection) {
            if (connection == null) {
                promise.fail(new IllegalStateException("the connector was disconnected"));
            } else {
                promise.complete(connection);
            }
        }
    }
}
