/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.observation;

import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * Is told of every operation that connectors of a Camel context run, and of what waits for their consumers. Found by {@link java.util.ServiceLoader} through
 * {@link Factory}, or added to the registry of connectors. Thread-safe; what it throws is logged and does no harm to the
 * call. Without an observer, and with the debug log off, calls are not timed at all.
 */
public interface OperationObserver {

    /**
     * An operation begins, on the caller's thread.
     *
     * @return is told the outcome, on whatever thread the call ends
     */
    Observation begin(OperationCall call);

    /** A route begins to receive from a source of which the connector knows how much waits. */
    default void began(ConsumerBacklog backlog) {}

    /** The route receives no more. */
    default void ended(ConsumerBacklog backlog) {}

    /** One operation that is under way. */
    @FunctionalInterface
    interface Observation {
        void end(OperationOutcome outcome);
    }

    /** Makes the observer of a Camel context. */
    @FunctionalInterface
    interface Factory {
        /** Empty when the context has nothing that could take what it would tell: no meter registry, no tracer. */
        Optional<OperationObserver> create(CamelContext camelContext);
    }
}
