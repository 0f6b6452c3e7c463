/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One call over the shared socket, from the wait for the socket to the message that ends it. */
final class SocketCall {

    private final CompletableFuture<ExecutionResult> outcome = new CompletableFuture<>();
    private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
    private final Executor replies;
    private final Duration timeout;
    private volatile String missing = "The WebSocket was not open";
    private volatile boolean sent;

    /** @param replies where the call completes: threads that may block */
    SocketCall(Executor replies, Duration timeout) {
        this.replies = replies;
        this.timeout = timeout;
    }

    /** Cancelling it ends the call. */
    CompletableFuture<ExecutionResult> result() {
        return result;
    }

    /** @param work is done over the socket, when it is open */
    void over(CompletableFuture<Conversation> socket, Consumer<Conversation> work) {
        CompletableFuture<ExecutionResult> unused =
                outcome.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete(this::finish);
        CompletableFuture<ExecutionResult> unusedResult =
                result.whenComplete((value, failure) -> outcome.cancel(false));
        CompletableFuture<Conversation> unusedSocket = socket.whenComplete((conversation, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else if (!outcome.isDone()) {
                try {
                    work.accept(conversation);
                } catch (RuntimeException e) {
                    outcome.completeExceptionally(e);
                }
            }
        });
    }

    void send(Conversation conversation, Object encoded) {
        missing = "The message did not leave";
        sent = true;
        CompletableFuture<Void> unused = conversation.send(encoded).whenComplete((nothing, failure) -> {
            if (failure == null) {
                outcome.complete(ExecutionResult.of(null));
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }

    void request(Conversation conversation, Object message, String key) {
        missing = "No reply came";
        sent = true;
        conversation.request(message, key, outcome);
    }

    void receive(Conversation conversation, Inbox inbox) {
        missing = "No message came";
        if (inbox.receive(outcome)) {
            conversation.readMore();
        }
        CompletableFuture<ExecutionResult> unused = outcome.whenComplete((message, failure) -> inbox.leave(outcome));
    }

    private void finish(ExecutionResult message, Throwable failure) {
        Runnable end = () -> {
            if (failure != null) {
                result.completeExceptionally(known(failure));
            } else if (message.success()) {
                result.complete(message);
            } else {
                result.completeExceptionally(message.failure());
            }
        };
        try {
            replies.execute(end);
        } catch (RejectedExecutionException e) {
            // The connector was disconnected under the call; there is no other thread left to say so.
            end.run();
        }
    }

    private Throwable known(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? ConnectorException.of(
                                WebSocketErrors.TIMED_OUT,
                                missing + " within " + timeout.toMillis()
                                        + " ms ('replyTimeout', or else 'options.requestTimeout').")
                        .neverSent(!sent)
                        .build()
                : cause;
    }
}
