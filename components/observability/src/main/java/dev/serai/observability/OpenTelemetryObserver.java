/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.observation.OperationCall;
import dev.serai.connector.observation.OperationObserver;
import dev.serai.connector.observation.OperationOutcome;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Makes a span of every operation, a child of what is current in the caller's thread. Thread-safe. */
final class OpenTelemetryObserver implements OperationObserver {

    private static final String INSTRUMENTATION = "dev.serai.connector";
    private static final AttributeKey<String> CONNECTOR = AttributeKey.stringKey("serai.connector");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("serai.connector.type");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("serai.operation");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("serai.attempts");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Tracer tracer;

    private OpenTelemetryObserver(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Empty with neither a tracer nor something that gives one. */
    static Optional<OperationObserver> of(CamelContext camelContext) {
        Tracer tracer = camelContext.getRegistry().findSingleByType(Tracer.class);
        if (tracer == null) {
            OpenTelemetry telemetry = camelContext.getRegistry().findSingleByType(OpenTelemetry.class);
            tracer = telemetry == null ? null : telemetry.getTracer(INSTRUMENTATION);
        }
        return Optional.ofNullable(tracer).map(OpenTelemetryObserver::new);
    }

    @Override
    public Observation begin(OperationCall call) {
        Span span = tracer.spanBuilder(call.connector() + " " + call.operation())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(CONNECTOR, call.connector())
                .setAttribute(TYPE, call.type())
                .setAttribute(OPERATION, call.operation())
                .startSpan();
        return outcome -> end(span, outcome);
    }

    private static void end(Span span, OperationOutcome outcome) {
        span.setAttribute(ATTEMPTS, outcome.attempts());
        if (!outcome.success()) {
            span.setAttribute(ERROR_TYPE, outcome.failure().code());
            span.setStatus(StatusCode.ERROR, outcome.failure().getMessage());
        }
        span.end();
    }
}
