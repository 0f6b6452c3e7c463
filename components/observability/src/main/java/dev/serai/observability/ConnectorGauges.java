/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Shows the state of connectors. Asks nothing of their systems. Thread-safe. */
final class ConnectorGauges {

    private final MeterRegistry meters;
    private final ConnectorRegistry connectors;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    ConnectorGauges(MeterRegistry meters, ConnectorRegistry connectors) {
        this.meters = meters;
        this.connectors = connectors;
    }

    /** Shows the connector of that name; one that is not declared is passed over. */
    void add(String name) {
        find(name).ifPresent(this::add);
    }

    void add(DeclaredConnector connector) {
        if (!shown.add(connector.name())) {
            return;
        }
        gauge(
                connector,
                "serai.connector.health",
                "1 when the last check found the system up, 0 when down.",
                ConnectorGauges::health);
        if (connector.rateLimit().isPresent()) {
            gauge(
                    connector,
                    "serai.connector.rate.limit.remaining",
                    "Calls that the rate limit leaves in this window; negative when calls wait.",
                    limited -> limited.rateLimit()
                            .map(state -> (double) state.remaining())
                            .orElse(Double.NaN));
        }
        if (connector.circuitBreaker().isPresent()) {
            gauge(
                    connector,
                    "serai.connector.circuit.open",
                    "1 while the circuit breaker lets no call pass, 0.5 while it tries, 0 when it is closed.",
                    ConnectorGauges::open);
        }
    }

    /** By name: a connector may be removed, and another declared in its place. */
    private void gauge(
            DeclaredConnector connector, String name, String description, ToDoubleFunction<DeclaredConnector> value) {
        String connectorName = connector.name();
        Gauge.builder(name, connectors, registry -> find(connectorName)
                        .map(found -> value.applyAsDouble(found))
                        .orElse(Double.NaN))
                .description(description)
                .tags(Tags.of(
                        "connector", connectorName, "type", connector.metadata().type()))
                .register(meters);
    }

    private Optional<DeclaredConnector> find(String name) {
        return connectors.list().stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst();
    }

    private static double health(DeclaredConnector connector) {
        return switch (connector.health().status()) {
            case UP -> 1;
            case DOWN -> 0;
            case UNKNOWN -> Double.NaN;
        };
    }

    private static double open(DeclaredConnector connector) {
        return switch (connector.circuitBreaker().orElse("")) {
            case "OPEN" -> 1;
            case "HALF_OPEN" -> 0.5;
            default -> 0;
        };
    }
}
