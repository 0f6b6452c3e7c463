/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.RetrySettings;
import dev.serai.http.MessageSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one socket of a connector's calls. It is opened by the first of them, and again when it was lost: at once by the
 * next call, and without one after growing waits, so that what the server sends meanwhile is not missed for long.
 * Thread-safe.
 */
final class SharedSocket {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSocket.class);

    private final Supplier<CompletableFuture<MessageSocket>> opener;
    private final BiFunction<MessageSocket, Consumer<ConnectorException>, Conversation> conversations;
    private final RetrySettings waits;
    private final Redaction redaction;

    private CompletableFuture<Conversation> current;
    private int failures;
    private boolean closed;

    /** @param conversations begins one over a socket; tells when it has ended */
    SharedSocket(
            Supplier<CompletableFuture<MessageSocket>> opener,
            BiFunction<MessageSocket, Consumer<ConnectorException>, Conversation> conversations,
            RetrySettings waits,
            Redaction redaction) {
        this.opener = opener;
        this.conversations = conversations;
        this.waits = waits;
        this.redaction = redaction;
    }

    /**
     * The open socket, or the one that is being opened.
     *
     * @throws ConnectorException when the connector is not connected
     */
    synchronized CompletableFuture<Conversation> conversation() {
        if (current == null || current.isCompletedExceptionally() || hasClosed(current)) {
            CompletableFuture<Conversation> next = new CompletableFuture<>();
            CompletableFuture<MessageSocket> opening = opener.get();
            current = next;
            CompletableFuture<MessageSocket> unused = opening.whenComplete((socket, failure) -> {
                if (failure != null) {
                    next.completeExceptionally(failure);
                } else {
                    begin(socket, next);
                }
            });
        }
        return current;
    }

    private static boolean hasClosed(CompletableFuture<Conversation> conversation) {
        return conversation.isDone() && !conversation.join().open();
    }

    private void begin(MessageSocket socket, CompletableFuture<Conversation> next) {
        synchronized (this) {
            if (closed) {
                socket.close();
            }
            failures = 0;
        }
        try {
            next.complete(conversations.apply(socket, this::ended));
        } catch (RuntimeException e) {
            next.completeExceptionally(e);
        }
    }

    /** The socket is open now, or null. */
    synchronized Conversation open() {
        return current != null && current.isDone() && !current.isCompletedExceptionally() && !hasClosed(current)
                ? current.join()
                : null;
    }

    private void ended(ConnectorException failure) {
        synchronized (this) {
            if (closed || failure == null) {
                return;
            }
        }
        LOG.info("{} It is opened again.", redaction.apply(failure.getMessage()));
        openLater();
    }

    private void openLater() {
        long wait;
        synchronized (this) {
            failures++;
            wait = waits.waitBefore(failures).toMillis();
        }
        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS).execute(this::openAgain);
    }

    private void openAgain() {
        CompletableFuture<Conversation> opening;
        synchronized (this) {
            if (closed) {
                return;
            }
            opening = conversation();
        }
        CompletableFuture<Conversation> unused = opening.whenComplete((conversation, failure) -> {
            if (failure != null) {
                LOG.debug("The socket is still away: {}", redaction.apply(String.valueOf(failure.getMessage())));
                openLater();
            }
        });
    }

    /** Closes the socket for good. */
    void close() {
        Conversation open;
        synchronized (this) {
            open = open();
            closed = true;
        }
        if (open != null) {
            open.close();
        }
    }
}
