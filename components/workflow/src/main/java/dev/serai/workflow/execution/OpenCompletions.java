/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Steps that still do something when their exchange, or the execution, is done, such as an idempotentConsumer that keeps
 * its key then. No record of a whole step may stand for them, because a replay would not come by them. Thread-safe.
 */
public final class OpenCompletions {

    private final Map<Object, String> places = new ConcurrentHashMap<>();

    /** Notes a step until its exchange has ended well; after a failure, until the execution has ended. */
    public void await(Exchange exchange, String place) {
        Completion completion = new Completion();
        places.put(completion, place);
        exchange.getExchangeExtension().addOnCompletion(completion);
    }

    /** Notes a step until the execution has ended. */
    public void keep(String place) {
        places.put(new Object(), place);
    }

    /** @param beginnings how the places of steps begin */
    public boolean anyInside(Collection<String> beginnings) {
        return places.values().stream().anyMatch(place -> beginnings.stream().anyMatch(place::startsWith));
    }

    /** The end of an exchange. */
    private final class Completion extends SynchronizationAdapter {

        @Override
        public void onComplete(Exchange exchange) {
            places.remove(this);
        }
    }
}
