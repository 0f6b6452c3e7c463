/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.http.MessageSocket;
import dev.serai.http.SocketErrors;
import dev.serai.http.SocketListener;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What is said over one open socket: requests and their replies, and messages that answer none. Thread-safe. */
final class Conversation implements SocketListener {

    private final MessageSocket socket;
    private final Messages messages;
    private final PendingReplies replies;
    private final Inbox inbox;
    private final boolean bounded;
    private final Consumer<ConnectorException> whenClosed;

    /**
     * @param bounded whether no more is read than the inbox has room for
     * @param whenClosed is told why the socket closed, null for a regular end
     */
    Conversation(
            MessageSocket socket,
            Messages messages,
            PendingReplies replies,
            Inbox inbox,
            boolean bounded,
            Consumer<ConnectorException> whenClosed) {
        this.socket = socket;
        this.messages = messages;
        this.replies = replies;
        this.inbox = inbox;
        this.bounded = bounded;
        this.whenClosed = whenClosed;
    }

    /** @param login is sent first; null for nothing */
    void begin(String login) {
        socket.listen(this);
        if (login != null) {
            CompletableFuture<Void> unused = socket.send(login).exceptionally(failure -> null);
        }
        int room = inbox.room();
        if (!bounded) {
            socket.request(Long.MAX_VALUE);
        } else if (room > 0) {
            socket.request(room);
        }
    }

    boolean open() {
        return socket.open();
    }

    CompletableFuture<Void> send(Object encoded) {
        return Messages.send(socket, encoded);
    }

    CompletableFuture<Void> ping() {
        return socket.ping();
    }

    /** There is room for one message more. */
    void readMore() {
        if (bounded) {
            socket.request(1);
        }
    }

    /** Sends a request; the reply fails with it when it cannot be sent. */
    void request(Object message, String key, CompletableFuture<ExecutionResult> reply) {
        CompletableFuture<Void> sending;
        // Replies that come in turn must be expected in the order in which the requests leave.
        synchronized (this) {
            sending = send(messages.encode(replies.expect(message, key, reply)));
        }
        CompletableFuture<Void> unused = sending.exceptionally(failure -> {
            reply.completeExceptionally(failure);
            return null;
        });
        CompletableFuture<ExecutionResult> unusedReply = reply.whenComplete((result, failure) -> {
            if (failure != null && replies.forget(reply)) {
                // Its reply may still come, and would be taken for that of the next request.
                socket.close();
            }
        });
    }

    @Override
    public void text(String message) {
        received(messages.decode(message));
    }

    @Override
    public void binary(byte[] message) {
        received(messages.decode(message));
    }

    private void received(ExecutionResult message) {
        if (replies.claim(message) || inbox.add(message)) {
            readMore();
        }
    }

    @Override
    public void closed(ConnectorException failure) {
        replies.failAll(
                failure == null
                        ? ConnectorException.of(SocketErrors.CLOSED, "The WebSocket was closed before the reply came.")
                                .build()
                        : failure);
        whenClosed.accept(failure);
    }

    void close() {
        socket.close();
    }
}
