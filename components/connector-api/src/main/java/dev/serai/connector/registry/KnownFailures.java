/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorException;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** Passes a subscription on, whose failure then names the connector and holds no secret. */
record KnownFailures<T>(Flow.Subscriber<? super T> subscriber, Function<Throwable, ConnectorException> known)
        implements Flow.Subscriber<T> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(T item) {
        subscriber.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        subscriber.onError(known.apply(failure));
    }

    @Override
    public void onComplete() {
        subscriber.onComplete();
    }
}
