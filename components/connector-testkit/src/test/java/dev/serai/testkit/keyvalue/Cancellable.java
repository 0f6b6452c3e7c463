/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Stages that hand a cancellation on to the call behind them, which {@link CompletableFuture}'s own do not. */
final class Cancellable {

    private Cancellable() {}

    /** The result of a call, changed. Cancelling it cancels the call. */
    static <T, R> CompletableFuture<R> then(CompletableFuture<T> call, Function<T, R> change) {
        CompletableFuture<R> result = new CompletableFuture<>();
        call.whenComplete((value, failure) -> {
            if (failure != null) {
                result.completeExceptionally(unwrapped(failure));
            } else {
                complete(result, value, change);
            }
        });
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                call.cancel(true);
            }
        });
        return result;
    }

    private static <T, R> void complete(CompletableFuture<R> result, T value, Function<T, R> change) {
        try {
            result.complete(change.apply(value));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
