/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call costs because it goes through a connector: inputs, checks and pipeline. Each benchmark sends one exchange
 * to a producer whose system answers at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 9, time = 1)
public class ConnectorCall {

    private CamelContext context;
    private AsyncProducer bare;
    private AsyncProducer plain;
    private AsyncProducer retrying;
    private AsyncProducer guarded;
    private AsyncProducer limited;

    /** Declares the connectors and starts their producers. */
    @Setup
    public void start() throws Exception {
        context = new DefaultCamelContext();
        context.addComponent("instant", new InstantComponent());
        declare("plain", Map.of("retry.maxRetries", "0", "health.enabled", "false"));
        declare("retrying", Map.of());
        declare("guarded", Map.of("circuitBreaker.enabled", "true"));
        declare(
                "limited",
                Map.of("circuitBreaker.enabled", "true", "rateLimit.requests", "1000000", "rateLimit.window", "1ms"));
        context.start();
        bare = producer("instant:answer");
        plain = producer("connector:plain/answer?mode=a");
        retrying = producer("connector:retrying/answer?mode=a");
        guarded = producer("connector:guarded/answer?mode=a");
        limited = producer("connector:limited/answer?mode=a");
    }

    private void declare(String name, Map<String, Object> options) {
        ConnectorFactory<?> factory = new InstantConnector.Factory();
        ConnectorRegistry.of(context)
                .declare(
                        DeclarationLoader.ofProgram(context, Map.of("instant", factory))
                                .fromOptions("benchmark", factory, name, options),
                        Path.of(""));
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    @TearDown
    public void stop() {
        context.stop();
    }

    /** The baseline: a Camel producer that does the same. */
    @Benchmark
    public Object bareCamel() {
        return call(bare);
    }

    /** Neither retry nor circuit breaker. */
    @Benchmark
    public Object connector() {
        return call(plain);
    }

    /** With retry, the default of most types. */
    @Benchmark
    public Object connectorWithRetry() {
        return call(retrying);
    }

    /** With retry and circuit breaker, the default of API connectors. */
    @Benchmark
    public Object connectorWithRetryAndCircuitBreaker() {
        return call(guarded);
    }

    /** With retry, circuit breaker and a rate limit that is never reached. */
    @Benchmark
    public Object connectorWithRetryCircuitBreakerAndRateLimit() {
        return call(limited);
    }

    private Object call(AsyncProducer producer) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("content");
        boolean done = producer.process(exchange, sync -> {});
        if (!done || exchange.getException() != null) {
            throw new IllegalStateException("The call did not succeed at once.", exchange.getException());
        }
        return exchange.getMessage().getBody();
    }
}
