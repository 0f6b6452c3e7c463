/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;

class OpenTelemetryObserverTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build()
            .get("test");

    @Test
    void anOperationIsAClientSpan() {
        try (EchoContext echo = new EchoContext(Map.of("tracer", tracer)).started()) {
            echo.say("stumble");
        }

        SpanData span = span("echo say");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().asMap())
                .containsOnly(
                        Map.entry(AttributeKey.stringKey("serai.connector"), "echo"),
                        Map.entry(AttributeKey.stringKey("serai.connector.type"), "echo"),
                        Map.entry(AttributeKey.stringKey("serai.operation"), "say"),
                        Map.entry(AttributeKey.longKey("serai.attempts"), 2L));
    }

    @Test
    void aFailureSaysWhyWithoutSecrets() {
        try (EchoContext echo = new EchoContext(Map.of("tracer", tracer)).started()) {
            echo.say("refuse");
        }

        SpanData span = span("echo say");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription())
                .isEqualTo("SERAI-ECHO-001: Connector 'echo', operation 'say': The token *** is refused.");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("SERAI-ECHO-001");
        assertThat(span.toString()).doesNotContain(EchoContext.SECRET);
    }

    @Test
    void theSpanIsAChildOfTheCallersSpan() {
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (EchoContext echo = new EchoContext(Map.of("tracer", tracer)).started();
                Scope scope = caller.makeCurrent()) {
            assertThat(scope).isNotNull();
            echo.say("a");
        }

        assertThat(span("echo say").getParentSpanId())
                .isEqualTo(caller.getSpanContext().getSpanId());
    }

    @Test
    void theTracerMayComeFromOpenTelemetry() {
        OpenTelemetry telemetry = telemetry();
        try (EchoContext echo = new EchoContext(Map.of("telemetry", telemetry)).started()) {
            echo.say("a");
        }

        assertThat(span("echo say")).isNotNull();
    }

    @Test
    void inARouteTheSpanIsAChildOfCamelsOwn() throws Exception {
        try (EchoContext echo = new EchoContext(Map.of("tracer", tracer))) {
            OpenTelemetryTracer camels = new OpenTelemetryTracer();
            camels.init(echo.camelContext);
            echo.camelContext.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:say").to("connector:echo/say");
                }
            });
            echo.started().camelContext.createProducerTemplate().requestBody("direct:say", "stumble");
        }

        SpanData ours = span("echo say");
        SpanData parent = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getSpanId().equals(ours.getParentSpanId()))
                .findFirst()
                .orElseThrow();
        assertThat(parent.getAttributes().get(AttributeKey.stringKey("camel.uri")))
                .isEqualTo("connector://echo/say");
    }

    /** The interface alone: an application may bring any implementation. */
    private OpenTelemetry telemetry() {
        return (OpenTelemetry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OpenTelemetry.class},
                (proxy, method, arguments) -> method.getName().equals("getTracer")
                        ? tracer
                        : method.getName().equals("hashCode") ? 1 : arguments != null && proxy == arguments[0]);
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
