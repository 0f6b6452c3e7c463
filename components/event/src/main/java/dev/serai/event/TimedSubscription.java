/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.ExecutionResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Consumer;
import org.apache.camel.support.service.ServiceHelper;

/** A subscription that a call has for a time. Thread-safe. */
final class TimedSubscription {

    private final Consumer consumer;
    private final AsyncProducer handler;
    private final SubscriberCounts counts;
    private final Runnable whenOver;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param consumer gives events to the handler
     * @param whenOver is run after the consumer has stopped
     */
    TimedSubscription(Consumer consumer, AsyncProducer handler, SubscriberCounts counts, Runnable whenOver) {
        this.consumer = consumer;
        this.handler = handler;
        this.counts = counts;
        this.whenOver = whenOver;
    }

    /**
     * Subscribes; blocks for what that takes.
     *
     * @param result completes with the counts when the time is over; when it is cancelled before, the time is
     */
    void run(Duration duration, CompletableFuture<ExecutionResult> result) {
        try {
            ServiceHelper.startService(handler, consumer);
        } catch (RuntimeException e) {
            end();
            throw e;
        }
        // Not the connector's threads: they may end before, and the subscription must end all the same.
        Executor later = CompletableFuture.delayedExecutor(duration.toNanos(), TimeUnit.NANOSECONDS);
        later.execute(() -> {
            end();
            result.complete(ExecutionResult.of(counts.ofCall()));
        });
        CompletableFuture<?> unused = result.whenComplete((counted, failure) -> end());
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            try {
                ServiceHelper.suspendService(consumer);
                ServiceHelper.stopAndShutdownServices(consumer, handler);
            } finally {
                whenOver.run();
            }
        }
    }
}
