/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.observation.ConsumerBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shows how much waits for each consumer, for as long as it receives. Thread-safe. */
final class BacklogGauges {

    private final MeterRegistry meters;
    private final Map<ConsumerBacklog, Gauge> shown = new ConcurrentHashMap<>();

    BacklogGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    void add(ConsumerBacklog backlog) {
        shown.computeIfAbsent(backlog, this::gauge);
    }

    private Gauge gauge(ConsumerBacklog backlog) {
        return Gauge.builder("serai.connector.lag", () -> backlog.messages().getAsDouble())
                .description("Messages that wait for a consumer and are not done with.")
                .tags(
                        "connector",
                        backlog.connector(),
                        "type",
                        backlog.type(),
                        "route",
                        backlog.route(),
                        "source",
                        backlog.source(),
                        "group",
                        backlog.group())
                .register(meters);
    }

    void remove(ConsumerBacklog backlog) {
        Gauge gauge = shown.remove(backlog);
        if (gauge != null) {
            meters.remove(gauge);
        }
    }
}
