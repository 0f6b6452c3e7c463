/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One request and its reply. The deadline holds for all of it, from the wait for a connection to the last byte, so that
 * a server that trickles cannot hold a call for longer. Once it has connected, everything happens on the request's event
 * loop; the deadline only closes what is open.
 */
final class HttpCall {

    private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private final Buffer received = Buffer.buffer();
    private final Vertx vertx;
    private final long maxResponseSize;
    private final long deadline;
    private volatile HttpClientRequest request;

    private HttpCall(Vertx vertx, Duration timeout, long maxResponseSize) {
        this.vertx = vertx;
        this.maxResponseSize = maxResponseSize;
        this.deadline = vertx.setTimer(timeout.toMillis(), id -> fail(HttpCallFailure.Kind.TIMED_OUT, null));
    }

    /**
     * Sends a request.
     *
     * @param body null for none
     */
    static HttpCall send(
            Vertx vertx,
            HttpClient client,
            RequestOptions target,
            Buffer body,
            Duration timeout,
            long maxResponseSize) {
        HttpCall call = new HttpCall(vertx, timeout, maxResponseSize);
        client.request(target)
                .onSuccess(connected -> call.begin(connected, body))
                .onFailure(cause -> call.fail(HttpCallFailure.Kind.BROKEN, cause));
        return call;
    }

    /** Completes on an event loop; fails with a {@link HttpCallFailure}. */
    CompletableFuture<HttpReply> reply() {
        return reply;
    }

    /** Ends the request because nobody waits for its reply any more: what was not sent stays unsent, the rest is reset. */
    void abandon() {
        fail(HttpCallFailure.Kind.ABANDONED, null);
    }

    private void begin(HttpClientRequest connected, Buffer body) {
        request = connected;
        if (!state.compareAndSet(State.CONNECTING, State.SENDING)) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(cause -> fail(HttpCallFailure.Kind.BROKEN, cause));
        connected.response().onSuccess(this::receive).onFailure(cause -> fail(HttpCallFailure.Kind.BROKEN, cause));
        if (body == null) {
            connected.end();
        } else {
            connected.end(body);
        }
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(cause -> fail(HttpCallFailure.Kind.BROKEN, cause));
        response.handler(chunk -> {
            if (received.length() + (long) chunk.length() > maxResponseSize) {
                fail(HttpCallFailure.Kind.TOO_LARGE, null);
            } else {
                received.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> succeed(new HttpReply(response.statusCode(), response.headers(), received)));
    }

    private void succeed(HttpReply whole) {
        if (state.getAndSet(State.FINISHED) != State.FINISHED) {
            vertx.cancelTimer(deadline);
            reply.complete(whole);
        }
    }

    private void fail(HttpCallFailure.Kind kind, Throwable cause) {
        State before = state.getAndSet(State.FINISHED);
        if (before == State.FINISHED) {
            return;
        }
        vertx.cancelTimer(deadline);
        if (before == State.SENDING) {
            request.reset();
        }
        reply.completeExceptionally(new HttpCallFailure(kind, before == State.CONNECTING, cause));
    }

    /** Decides, once and for all threads, whether a byte may have left. */
    private enum State {
        CONNECTING,
        SENDING,
        FINISHED
    }
}
