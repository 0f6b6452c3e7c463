/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.observation.OperationObserver;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Traces a Camel context whose registry holds one {@code OpenTelemetry}, or one {@code Tracer}. */
public final class OpenTelemetryObserverFactory implements OperationObserver.Factory {

    @Override
    public Optional<OperationObserver> create(CamelContext camelContext) {
        return Library.has("io.opentelemetry.api.OpenTelemetry")
                ? OpenTelemetryObserver.of(camelContext)
                : Optional.empty();
    }
}
