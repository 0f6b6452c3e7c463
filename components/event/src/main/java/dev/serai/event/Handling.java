/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** A handler of events: passes over those that its filter does not want, and counts the others. Thread-safe. */
final class Handling extends DelegateAsyncProcessor {

    private final Predicate filter;
    private final SubscriberCounts counts;

    /** @param filter null for all events */
    Handling(Processor handler, Predicate filter, SubscriberCounts counts) {
        super(handler);
        this.filter = filter;
        this.counts = counts;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!wants(exchange)) {
            callback.done(true);
            return true;
        }
        return super.process(exchange, synchronous -> {
            if (exchange.isFailed()) {
                counts.failed();
            } else {
                counts.processed();
            }
            callback.done(synchronous);
        });
    }

    /** A filter that fails for an event is a failure of the handler. */
    private boolean wants(Exchange exchange) {
        try {
            if (filter == null || filter.matches(exchange)) {
                return true;
            }
            counts.filtered();
        } catch (RuntimeException e) {
            counts.failed();
            exchange.setException(e);
        }
        return false;
    }
}
