/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Replies that come in the order of the requests. */
final class RepliesInTurn implements PendingReplies {

    private final Deque<CompletableFuture<ExecutionResult>> waiting = new ArrayDeque<>();

    @Override
    public synchronized Object expect(Object message, String key, CompletableFuture<ExecutionResult> reply) {
        waiting.add(reply);
        return message;
    }

    @Override
    public boolean claim(ExecutionResult message) {
        CompletableFuture<ExecutionResult> reply;
        synchronized (this) {
            reply = waiting.poll();
        }
        if (reply != null) {
            reply.complete(message);
        }
        return reply != null;
    }

    // It is this very call that counts.
    @SuppressWarnings("CollectionUndefinedEquality")
    @Override
    public synchronized boolean forget(CompletableFuture<ExecutionResult> reply) {
        return waiting.contains(reply);
    }

    @Override
    public void failAll(ConnectorException reason) {
        Deque<CompletableFuture<ExecutionResult>> left;
        synchronized (this) {
            left = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        left.forEach(reply -> reply.completeExceptionally(reason));
    }
}
