/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.MessageQueue;
import dev.serai.connector.Overflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that answer no request and nobody has received, and the calls that wait for one. Thread-safe. */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final MessageQueue<ExecutionResult> messages;
    private final Deque<CompletableFuture<ExecutionResult>> waiting = new ArrayDeque<>();

    Inbox(String connector, int capacity, Overflow overflow) {
        messages = new MessageQueue<>(
                capacity,
                overflow,
                dropped -> LOG.warn(
                        "Connector '{}': {} messages that nobody received were dropped ('options.overflow').",
                        connector,
                        dropped));
    }

    /** Gives whether there is as much room as before. */
    boolean add(ExecutionResult message) {
        while (true) {
            CompletableFuture<ExecutionResult> receiver;
            synchronized (this) {
                receiver = waiting.poll();
                if (receiver == null) {
                    return !messages.add(message);
                }
            }
            // A receiver may have given up in this very moment.
            if (receiver.complete(message)) {
                return true;
            }
        }
    }

    /**
     * Completes a receiver with the oldest message, or else with the next that comes.
     *
     * @return whether there is more room now
     */
    synchronized boolean receive(CompletableFuture<ExecutionResult> receiver) {
        ExecutionResult message = messages.poll();
        if (message == null) {
            waiting.add(receiver);
            return false;
        }
        if (!receiver.complete(message)) {
            messages.putBack(message);
            return false;
        }
        return true;
    }

    /** A receiver waits no more. */
    // It is this very call that counts.
    @SuppressWarnings("CollectionUndefinedEquality")
    synchronized void leave(CompletableFuture<ExecutionResult> receiver) {
        waiting.remove(receiver);
    }

    /** Nothing more comes. */
    void close(ConnectorException reason) {
        List<CompletableFuture<ExecutionResult>> left;
        synchronized (this) {
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(receiver -> receiver.completeExceptionally(reason));
    }

    /** How many messages more may come before it is full. */
    synchronized int room() {
        return messages.room();
    }
}
