/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.observation.OperationCall;
import dev.serai.connector.observation.OperationObserver.Observation;
import dev.serai.connector.observation.OperationOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one operation of one connector, each looked up once. Thread-safe. */
final class OperationMeters implements Observation {

    private static final String SUCCESS = "success";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer successes;
    private final Counter repetitions;
    private final Map<String, Timer> failures = new ConcurrentHashMap<>();
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();

    OperationMeters(MeterRegistry registry, OperationCall call) {
        this.registry = registry;
        this.tags = Tags.of("connector", call.connector(), "type", call.type(), "operation", call.operation());
        this.successes = timer(SUCCESS);
        this.repetitions = Counter.builder("serai.connector.repetitions")
                .description("Calls that repeated a failed one.")
                .tags(tags)
                .register(registry);
    }

    @Override
    public void end(OperationOutcome outcome) {
        if (outcome.attempts() > 1) {
            repetitions.increment(outcome.attempts() - 1.0);
        }
        if (outcome.success()) {
            successes.record(outcome.duration());
        } else {
            failed(outcome, outcome.failure());
        }
    }

    private void failed(OperationOutcome outcome, ConnectorException failure) {
        failures.computeIfAbsent(category(failure), this::timer).record(outcome.duration());
        errors.computeIfAbsent(failure.code(), this::errors).increment();
    }

    private Timer timer(String outcome) {
        return Timer.builder("serai.connector.operation")
                .description("Operations of connectors, with their repetitions and waits.")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter errors(String code) {
        return Counter.builder("serai.connector.errors")
                .description("Operations of connectors that failed.")
                .tags(tags)
                .tag("code", code)
                .register(registry);
    }

    private static String category(ConnectorException failure) {
        return failure.category().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
