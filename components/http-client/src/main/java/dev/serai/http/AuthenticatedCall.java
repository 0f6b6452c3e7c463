/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.Credentials;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * One call: credentials, the request, and when the server refuses the credentials and there are others, the request once
 * more. That is right for every method, because a server that answers 401 has done nothing. Cancelling the call ends the
 * request under way.
 */
final class AuthenticatedCall<R extends Answer, T> extends CompletableFuture<T> {

    private static final int UNAUTHORIZED = 401;

    /** Reading more than this takes an event loop too long. */
    private static final int LARGE = 64 * 1024;

    private final AuthenticationProvider authentication;
    private final Function<Credentials, ? extends Call<R>> request;
    private final Function<R, T> reading;
    private final Function<HttpCallFailure, ConnectorException> failing;
    private final Executor replies;
    private final Executor largeReplies;
    private final boolean repeatable;
    private volatile Call<R> underWay;

    private AuthenticatedCall(
            AuthenticationProvider authentication,
            Function<Credentials, ? extends Call<R>> request,
            Function<R, T> reading,
            Function<HttpCallFailure, ConnectorException> failing,
            Executor replies,
            Executor largeReplies,
            boolean repeatable) {
        this.authentication = authentication;
        this.request = request;
        this.reading = reading;
        this.failing = failing;
        this.replies = replies;
        this.largeReplies = largeReplies;
        this.repeatable = repeatable;
    }

    /**
     * Begins a call.
     *
     * @param request sends the request with these credentials
     * @param reading turns the reply into the call's result; may throw
     * @param failing says why no reply came
     * @param replies where the call completes, and the caller's route goes on
     * @param largeReplies the same for a reply that takes long to read; may block
     * @param repeatable whether the request can be sent once more
     */
    static <R extends Answer, T> AuthenticatedCall<R, T> begin(
            AuthenticationProvider authentication,
            Function<Credentials, ? extends Call<R>> request,
            Function<R, T> reading,
            Function<HttpCallFailure, ConnectorException> failing,
            Executor replies,
            Executor largeReplies,
            boolean repeatable) {
        AuthenticatedCall<R, T> call =
                new AuthenticatedCall<>(authentication, request, reading, failing, replies, largeReplies, repeatable);
        call.authenticate(true);
        return call;
    }

    private void authenticate(boolean first) {
        CompletionStage<Credentials> obtained = authentication.credentials();
        obtained.whenComplete((credentials, failure) -> {
            if (failure != null) {
                handOver(replies, () -> completeExceptionally(cause(failure)));
            } else if (!isDone()) {
                guarded(() -> send(credentials, first));
            }
        });
    }

    private void send(Credentials credentials, boolean first) {
        Call<R> call = request.apply(credentials);
        underWay = call;
        CompletableFuture<R> unused = call.reply().whenComplete((reply, failure) -> {
            if (failure != null) {
                handOver(replies, () -> completeExceptionally(failing.apply((HttpCallFailure) cause(failure))));
            } else if (first && repeatable && reply.status() == UNAUTHORIZED && refused(credentials)) {
                guarded(() -> authenticate(false));
            } else {
                handOver(reply.length() > LARGE ? largeReplies : replies, () -> finish(reply));
            }
        });
        if (isCancelled()) {
            call.abandon();
        }
    }

    private void finish(R reply) {
        if (!complete(reading.apply(reply))) {
            reply.discard();
        }
    }

    /** A provider may be anybody's: what it throws leaves the server's own answer as the call's end. */
    private boolean refused(Credentials credentials) {
        try {
            return authentication.refused(credentials);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Where nobody else would hear of it, what is thrown ends the call. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            handOver(replies, () -> completeExceptionally(e));
        }
    }

    /** Only when the connector was closed under a call is there no other thread left to tell the caller so. */
    private void handOver(Executor executor, Runnable end) {
        Runnable task = () -> {
            try {
                end.run();
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        };
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Call<R> call = underWay;
        if (call != null) {
            call.abandon();
        }
        return cancelled;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
