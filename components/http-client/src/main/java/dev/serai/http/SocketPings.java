/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The pings of one WebSocket. All of it happens on the socket's event loop. */
final class SocketPings {

    private final Vertx vertx;
    private final WebSocket socket;
    private final Heartbeat heartbeat;
    private final BooleanSupplier listening;
    private final Runnable silent;
    private final SocketFailures failures;

    private Long nextPing;
    private Long patience;
    private final List<CompletableFuture<Void>> asked = new ArrayList<>();

    /**
     * @param listening whether an answer could be heard
     * @param silent runs when the other side does not answer
     */
    SocketPings(
            Vertx vertx,
            WebSocket socket,
            Heartbeat heartbeat,
            BooleanSupplier listening,
            Runnable silent,
            SocketFailures failures) {
        this.vertx = vertx;
        this.socket = socket;
        this.heartbeat = heartbeat;
        this.listening = listening;
        this.silent = silent;
        this.failures = failures;
    }

    void start() {
        if (!heartbeat.interval().isZero()) {
            nextPing = vertx.setPeriodic(heartbeat.interval().toMillis(), id -> {
                if (listening.getAsBoolean()) {
                    ping();
                }
            });
        }
    }

    /** @param answered completes when the other side gives any sign of life */
    void ping(CompletableFuture<Void> answered) {
        asked.add(answered);
        ping();
    }

    private void ping() {
        if (patience == null) {
            patience = vertx.setTimer(heartbeat.timeout().toMillis(), id -> {
                patience = null;
                if (listening.getAsBoolean()) {
                    silent.run();
                }
                unanswered();
            });
        }
        socket.writePing(Buffer.buffer());
    }

    /** The other side gave a sign of life. */
    void heard() {
        if (patience != null) {
            vertx.cancelTimer(patience);
            patience = null;
        }
        asked.forEach(answered -> answered.complete(null));
        asked.clear();
    }

    void stop() {
        if (nextPing != null) {
            vertx.cancelTimer(nextPing);
            nextPing = null;
        }
        if (patience != null) {
            vertx.cancelTimer(patience);
            patience = null;
        }
        unanswered();
    }

    private void unanswered() {
        asked.forEach(answered -> answered.completeExceptionally(failures.silent()));
        asked.clear();
    }
}
