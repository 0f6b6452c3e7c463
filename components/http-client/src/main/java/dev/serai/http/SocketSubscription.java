/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A subscription that has a WebSocket of its own. What is requested is what is read from it. Thread-safe. */
public abstract class SocketSubscription implements Flow.Subscription, SocketListener {

    private final Flow.Subscriber<? super ExecutionResult> subscriber;
    private CompletableFuture<MessageSocket> opening;
    private MessageSocket socket;
    private long requestedBefore;
    private boolean over;

    protected SocketSubscription(Flow.Subscriber<? super ExecutionResult> subscriber) {
        this.subscriber = subscriber;
    }

    /** Gives the subscriber its subscription, and opens the socket. */
    public final void begin(Supplier<CompletableFuture<MessageSocket>> opener) {
        subscriber.onSubscribe(this);
        synchronized (this) {
            if (over) {
                return;
            }
        }
        try {
            opening = opener.get();
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        CompletableFuture<MessageSocket> unused = opening.whenComplete((opened, failure) -> {
            if (failure == null) {
                take(opened);
            } else {
                fail(cause(failure));
            }
        });
    }

    private void take(MessageSocket opened) {
        long requested;
        synchronized (this) {
            if (over) {
                opened.close();
                return;
            }
            socket = opened;
            requested = requestedBefore;
        }
        opened.listen(this);
        greet();
        if (requested > 0) {
            opened.request(requested);
        }
    }

    /** The socket is open: sends what the other side wants to hear first. */
    protected abstract void greet();

    /** Sends a message; one that cannot be sent ends the subscription. */
    protected final void send(String message) {
        sent(socket.send(message));
    }

    /** Sends a message; one that cannot be sent ends the subscription. */
    protected final void send(byte[] message) {
        sent(socket.send(message));
    }

    private void sent(CompletableFuture<Void> sending) {
        CompletableFuture<Void> unused = sending.exceptionally(failure -> {
            socket.explain(cause(failure), this::fail);
            return null;
        });
    }

    /** Reads one message more than the subscriber requested, because the one that came was not for it. */
    protected final void skip() {
        socket.request(1);
    }

    /** The sub-protocol that the server chose, or null. */
    protected final String subProtocol() {
        return socket.subProtocol();
    }

    protected final void next(ExecutionResult message) {
        if (!isOver()) {
            subscriber.onNext(message);
        }
    }

    /** The other side has said that there is nothing more to come. */
    protected final void complete() {
        if (finish()) {
            subscriber.onComplete();
        }
    }

    protected final void fail(Throwable failure) {
        if (finish()) {
            subscriber.onError(failure);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private synchronized boolean isOver() {
        return over;
    }

    private boolean finish() {
        MessageSocket open;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            open = socket;
        }
        if (open != null) {
            open.close();
        }
        return true;
    }

    @Override
    public void closed(ConnectorException failure) {
        if (failure == null) {
            complete();
        } else {
            fail(failure);
        }
    }

    @Override
    public final void request(long messages) {
        if (messages <= 0) {
            fail(new IllegalArgumentException("Expected a positive number of messages, but got " + messages + "."));
            return;
        }
        synchronized (this) {
            if (socket == null) {
                requestedBefore = requestedBefore + messages < 0 ? Long.MAX_VALUE : requestedBefore + messages;
                return;
            }
        }
        socket.request(messages);
    }

    @Override
    public final void cancel() {
        if (finish() && opening != null) {
            opening.cancel(true);
        }
    }
}
