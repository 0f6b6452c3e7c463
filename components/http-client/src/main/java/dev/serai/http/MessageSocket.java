/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An open WebSocket that gives whole messages, as many as were requested: beyond that nothing is read, so that the other
 * side has to wait. It pings the other side, and ends when that stays silent. While nothing is requested it cannot hear
 * an answer and does not ping. Thread-safe.
 */
public final class MessageSocket {

    private static final short REGULAR = 1000;
    private static final short PROTOCOL_ERROR = 1002;
    private static final short NOT_UTF_8 = 1007;
    private static final short TOO_LARGE = 1009;

    private final WebSocket socket;
    private final SocketFailures failures;
    private final long maxMessageSize;
    private final Context context;
    private final SocketPings pings;

    /** This side is done with it. */
    private volatile boolean leaving;

    // What follows belongs to the event loop.
    private SocketListener listener;
    private long requested;
    /** How often it was resumed while what rested has not come yet. */
    private int resuming;

    private Buffer message;
    private boolean text;
    private Closing closing;
    private boolean ended;

    /** On the socket's event loop, before a message can come. */
    MessageSocket(Vertx vertx, WebSocket socket, SocketRequest request, SocketFailures failures, long maxMessageSize) {
        this.socket = socket;
        this.failures = failures;
        this.maxMessageSize = maxMessageSize;
        this.context = vertx.getOrCreateContext();
        this.pings = new SocketPings(vertx, socket, request.heartbeat(), () -> requested > 0, this::silent, failures);
        socket.pause();
        socket.frameHandler(this::receive);
        socket.pongHandler(pong -> pings.heard());
        socket.exceptionHandler(cause -> closing(failures.lost(cause)));
        socket.closeHandler(closed -> closing(failures.closed(socket.closeStatusCode(), socket.closeReason())));
        pings.start();
    }

    /**
     * Says who hears the messages. Nothing is heard before the first {@link #request}; a socket that has closed
     * meanwhile says so at once.
     */
    public void listen(SocketListener given) {
        context.runOnContext(now -> {
            listener = given;
            if (ended) {
                listener.closed(closing.failure);
            }
        });
    }

    /** Allows so many messages more. */
    public void request(long messages) {
        context.runOnContext(now -> {
            boolean resting = requested == 0;
            requested = requested + messages < 0 ? Long.MAX_VALUE : requested + messages;
            if (resting && !ended) {
                pings.heard();
                resuming++;
                socket.resume();
                // What rested comes with a task that the line above has added to the event loop; the end comes behind
                // it.
                context.runOnContext(then -> {
                    resuming--;
                    endWhenAllIsRead();
                });
            }
        });
    }

    /** The sub-protocol that the server chose, or null. */
    public String subProtocol() {
        return socket.subProtocol();
    }

    /** Whether neither side has closed it yet. */
    public boolean open() {
        return !leaving && !socket.isClosed();
    }

    /** @return completes when the message has left; fails with a {@link ConnectorException} */
    public CompletableFuture<Void> send(String message) {
        return sent(() -> socket.writeTextMessage(message));
    }

    /** @return completes when the message has left; fails with a {@link ConnectorException} */
    public CompletableFuture<Void> send(byte[] message) {
        return sent(() -> socket.writeBinaryMessage(Buffer.buffer(message)));
    }

    private CompletableFuture<Void> sent(Supplier<Future<Void>> writing) {
        try {
            return writing.get()
                    .recover(cause -> Future.failedFuture(failures.notSent(cause)))
                    .toCompletionStage()
                    .toCompletableFuture();
        } catch (IllegalStateException closed) {
            return CompletableFuture.failedFuture(failures.closedBefore());
        }
    }

    /** Gives why the socket closed where that is known, which says more than that nothing can be sent; else the failure. */
    void explain(Throwable failure, Consumer<Throwable> told) {
        context.runOnContext(
                now -> told.accept(closing == null || closing.failure == null ? failure : closing.failure));
    }

    /** Asks the other side for a sign of life. A socket of which nothing is requested does not hear it. */
    public CompletableFuture<Void> ping() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        context.runOnContext(now -> {
            if (ended || closing != null) {
                answered.completeExceptionally(failures.closedBefore());
            } else {
                pings.ping(answered);
            }
        });
        return answered;
    }

    /** Closes it regularly. Calling it again does nothing. */
    public void close() {
        close(REGULAR, null);
    }

    /** Closes it and says why, by RFC 6455, section 7.4. Calling it again does nothing. */
    public void close(short code, String reason) {
        // At once, so that nobody begins to use a socket that is about to close.
        leaving = true;
        context.runOnContext(now -> finish(null, code, reason));
    }

    private void receive(WebSocketFrame frame) {
        pings.heard();
        if (ended || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        if (frame.isContinuation() == (message == null)) {
            finish(failures.protocol("it sends a piece of a message out of turn"), PROTOCOL_ERROR, null);
            return;
        }
        if (message == null) {
            message = Buffer.buffer();
            text = frame.isText();
        }
        Buffer piece = frame.binaryData();
        if (message.length() + (long) piece.length() > maxMessageSize) {
            finish(failures.tooLarge(), TOO_LARGE, null);
            return;
        }
        message.appendBuffer(piece);
        if (frame.isFinal()) {
            Buffer whole = message;
            message = null;
            received(whole);
        }
    }

    private void received(Buffer whole) {
        // Paused first: what the listener requests counts from now on.
        if (requested != Long.MAX_VALUE && --requested == 0) {
            socket.pause();
        }
        if (!text) {
            listener.binary(whole.getBytes());
            return;
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(whole.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            finish(failures.protocol("it sends text that is not UTF-8"), NOT_UTF_8, null);
            return;
        }
        listener.text(decoded);
    }

    private void silent() {
        finish(failures.silent(), PROTOCOL_ERROR, "no pong");
    }

    /** The other side has left, or was lost. What it said before may not have been requested yet. */
    private void closing(ConnectorException failure) {
        if (closing == null) {
            closing = new Closing(failure);
            pings.stop();
        }
        endWhenAllIsRead();
    }

    private void endWhenAllIsRead() {
        if (closing != null && requested > 0 && resuming == 0) {
            end();
        }
    }

    /** This side leaves, and hears nothing more. */
    private void finish(ConnectorException failure, short code, String said) {
        if (!ended) {
            closing = new Closing(failure);
            end();
            // While it rests, the other side's agreement could not be read.
            socket.resume();
            socket.close(code, said);
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            pings.stop();
            if (listener != null) {
                listener.closed(closing.failure);
            }
        }
    }

    /** @param failure null for a regular end */
    private record Closing(ConnectorException failure) {}
}
