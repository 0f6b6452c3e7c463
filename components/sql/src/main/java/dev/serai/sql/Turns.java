/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ends calls that wait for their turn longer than {@code acquireTimeout}. Thread-safe. */
final class Turns {

    private final SqlOptions options;
    private final ScheduledExecutorService watch;
    private final Function<Caller, ConnectorException> refusal;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param refusal says who has the connections */
    Turns(SqlOptions options, ScheduledExecutorService watch, Function<Caller, ConnectorException> refusal) {
        this.options = options;
        this.watch = watch;
        this.refusal = refusal;
    }

    /**
     * A call is about to be handed to the workers.
     *
     * @return whether it may have to wait for one, and has to be {@linkplain #limit limited}
     */
    boolean enter() {
        return calls.incrementAndGet() > options.maxConnections();
    }

    /** The same call, which makes room when it has run. */
    <T> Supplier<T> leaving(Supplier<T> call) {
        return () -> {
            try {
                return call.get();
            } finally {
                calls.decrementAndGet();
            }
        };
    }

    /** Ends a call that does not get its turn in time. */
    void limit(CompletableFuture<?> call, RunningStatement running, Caller caller) {
        Future<?> end = watch.schedule(
                () -> refuse(call, running, caller), options.acquireTimeout().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = call.whenComplete((result, failure) -> end.cancel(false));
    }

    private Void refuse(CompletableFuture<?> call, RunningStatement running, Caller caller) {
        if (running.endUnlessBegun()) {
            call.completeExceptionally(refusal.apply(caller));
        }
        return null;
    }
}
