/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Makes a result of a result. Other than with {@code thenApply}, whoever cancels the one cancels the other. */
final class CancellableStages {

    private CancellableStages() {}

    static <T, R> CompletableFuture<R> apply(CompletionStage<T> stage, Function<? super T, R> function) {
        CompletableFuture<R> applied = stage.<R>thenApply(function).toCompletableFuture();
        CompletableFuture<R> unused = applied.whenComplete((result, failure) -> {
            if (applied.isCancelled()) {
                stage.toCompletableFuture().cancel(true);
            }
        });
        return applied;
    }
}
