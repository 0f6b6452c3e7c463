/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A call that begins when its method is known. Cancelling it ends the call; the method stays known for others. */
final class MethodCall<T> extends CompletableFuture<T> {

    private volatile CompletableFuture<T> underWay;

    private MethodCall() {}

    /** @param begin may throw */
    static <T> CompletableFuture<T> of(
            CompletableFuture<GrpcMethod> method, Function<GrpcMethod, CompletableFuture<T>> begin) {
        if (method.isDone() && !method.isCompletedExceptionally()) {
            return begin.apply(method.join());
        }
        MethodCall<T> call = new MethodCall<>();
        CompletableFuture<GrpcMethod> unused = method.whenComplete((found, failure) -> {
            if (failure != null) {
                call.completeExceptionally(AuthenticatedCall.cause(failure));
            } else if (!call.isDone()) {
                call.begin(found, begin);
            }
        });
        return call;
    }

    private void begin(GrpcMethod method, Function<GrpcMethod, CompletableFuture<T>> begin) {
        try {
            CompletableFuture<T> begun = begin.apply(method);
            underWay = begun;
            CompletableFuture<T> unused = begun.whenComplete((result, failure) -> {
                if (failure == null) {
                    complete(result);
                } else {
                    completeExceptionally(AuthenticatedCall.cause(failure));
                }
            });
            if (isCancelled()) {
                begun.cancel(true);
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<T> begun = underWay;
        if (begun != null) {
            begun.cancel(true);
        }
        return cancelled;
    }
}
