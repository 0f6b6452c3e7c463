/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ExecutionResult;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** A subscriber that counts. */
final class Subscribed implements Flow.Subscriber<ExecutionResult> {

    final AtomicLong count = new AtomicLong();
    volatile Flow.Subscription subscription;
    volatile Throwable failure;
    volatile boolean complete;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
    }

    @Override
    public void onNext(ExecutionResult message) {
        count.incrementAndGet();
    }

    @Override
    public void onError(Throwable reason) {
        failure = reason;
    }

    @Override
    public void onComplete() {
        complete = true;
    }
}
