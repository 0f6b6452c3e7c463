/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.observation.OperationObserver;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Measures a Camel context whose registry holds one {@code MeterRegistry}. */
public final class MicrometerObserverFactory implements OperationObserver.Factory {

    @Override
    public Optional<OperationObserver> create(CamelContext camelContext) {
        return Library.has("io.micrometer.core.instrument.MeterRegistry")
                ? MicrometerObserver.of(camelContext)
                : Optional.empty();
    }
}
