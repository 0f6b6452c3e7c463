/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.observation.ConsumerBacklog;
import dev.serai.connector.observation.OperationCall;
import dev.serai.connector.observation.OperationObserver;
import dev.serai.connector.registry.ConnectorRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** Keeps the meters of every operation that was called. Thread-safe. */
final class MicrometerObserver implements OperationObserver {

    private final MeterRegistry meters;
    private final ConnectorGauges gauges;
    private final BacklogGauges backlogs;
    private final Map<OperationCall, OperationMeters> operations = new ConcurrentHashMap<>();

    private MicrometerObserver(MeterRegistry meters, ConnectorGauges gauges) {
        this.meters = meters;
        this.gauges = gauges;
        this.backlogs = new BacklogGauges(meters);
    }

    /** Empty without a meter registry. */
    static Optional<OperationObserver> of(CamelContext camelContext) {
        MeterRegistry meters = camelContext.getRegistry().findSingleByType(MeterRegistry.class);
        if (meters == null) {
            return Optional.empty();
        }
        ConnectorRegistry connectors = ConnectorRegistry.of(camelContext);
        ConnectorGauges gauges = new ConnectorGauges(meters, connectors);
        connectors.list().forEach(gauges::add);
        return Optional.of(new MicrometerObserver(meters, gauges));
    }

    @Override
    public Observation begin(OperationCall call) {
        OperationMeters known = operations.get(call);
        return known == null ? operations.computeIfAbsent(call, this::firstCall) : known;
    }

    @Override
    public void began(ConsumerBacklog backlog) {
        backlogs.add(backlog);
    }

    @Override
    public void ended(ConsumerBacklog backlog) {
        backlogs.remove(backlog);
    }

    private OperationMeters firstCall(OperationCall call) {
        // A connector may be declared when the others run already.
        gauges.add(call.connector());
        return new OperationMeters(meters, call);
    }
}
