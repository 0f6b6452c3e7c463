/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The result of a call, changed. Cancelling it cancels the call, which the stages of {@link CompletableFuture} do not. */
final class Cancellable<T> extends CompletableFuture<T> {

    private final CompletableFuture<?> call;

    private Cancellable(CompletableFuture<?> call) {
        this.call = call;
    }

    /** The call's result, changed. What the change throws is the failure. */
    static <T, R> CompletableFuture<R> then(CompletableFuture<T> call, Function<T, R> change) {
        return then(call, change, Function.identity());
    }

    /** The call's result or failure, changed. */
    static <T, R> CompletableFuture<R> then(
            CompletableFuture<T> call, Function<T, R> change, Function<Throwable, Throwable> failed) {
        Cancellable<R> result = new Cancellable<>(call);
        CompletableFuture<T> unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                result.finish(value, change);
            } else {
                result.completeExceptionally(failed.apply(unwrapped(failure)));
            }
        });
        return result;
    }

    private <V> void finish(V value, Function<V, T> change) {
        try {
            complete(change.apply(value));
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        return call.cancel(mayInterruptIfRunning) || cancelled;
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
