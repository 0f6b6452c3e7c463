/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.Credentials;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * One call: credentials, the attempt, and when the server refuses the credentials and there are others, the attempt once
 * more. That is right for every method, because a server that answers UNAUTHENTICATED has done nothing. Cancelling the
 * call ends the attempt under way.
 *
 * @param <A> what an attempt brings
 * @param <T> what the caller makes of it
 */
final class AuthenticatedCall<A, T> extends CompletableFuture<T> {

    private final AuthenticationProvider authentication;
    private final Function<Credentials, CompletableFuture<A>> attempt;
    private final Function<A, T> reading;
    private final Function<CallFailure, ConnectorException> failing;
    private final Executor replies;
    private volatile CompletableFuture<A> underWay;

    private AuthenticatedCall(
            AuthenticationProvider authentication,
            Function<Credentials, CompletableFuture<A>> attempt,
            Function<A, T> reading,
            Function<CallFailure, ConnectorException> failing,
            Executor replies) {
        this.authentication = authentication;
        this.attempt = attempt;
        this.reading = reading;
        this.failing = failing;
        this.replies = replies;
    }

    /**
     * Begins a call.
     *
     * @param attempt makes it with these credentials; ends in a thread that may block
     * @param reading turns what came into the call's result; may throw
     * @param failing says why nothing came
     * @param replies where the call completes when no attempt was made: the caller's route goes on there
     */
    static <A, T> AuthenticatedCall<A, T> begin(
            AuthenticationProvider authentication,
            Function<Credentials, CompletableFuture<A>> attempt,
            Function<A, T> reading,
            Function<CallFailure, ConnectorException> failing,
            Executor replies) {
        AuthenticatedCall<A, T> call = new AuthenticatedCall<>(authentication, attempt, reading, failing, replies);
        call.authenticate(true);
        return call;
    }

    private void authenticate(boolean first) {
        CompletionStage<Credentials> obtained = authentication.credentials();
        obtained.whenComplete((credentials, failure) -> {
            if (failure != null) {
                replies.execute(() -> completeExceptionally(cause(failure)));
            } else if (!isDone()) {
                guarded(() -> make(credentials, first));
            }
        });
    }

    private void make(Credentials credentials, boolean first) {
        CompletableFuture<A> made = attempt.apply(credentials);
        underWay = made;
        CompletableFuture<A> unused = made.whenComplete((result, thrown) -> {
            Throwable failure = cause(thrown);
            if (failure == null) {
                guarded(() -> complete(reading.apply(result)));
            } else if (!(failure instanceof CallFailure known)) {
                completeExceptionally(failure);
            } else if (first && known.refusedCredentials() && refused(authentication, credentials)) {
                guarded(() -> authenticate(false));
            } else {
                completeExceptionally(failing.apply(known));
            }
        });
        if (isCancelled()) {
            made.cancel(true);
        }
    }

    /** A provider may be anybody's: what it throws leaves the server's own answer as the call's end. */
    static boolean refused(AuthenticationProvider authentication, Credentials credentials) {
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
            replies.execute(() -> completeExceptionally(e));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<A> call = underWay;
        if (call != null) {
            call.cancel(true);
        }
        return cancelled;
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
