/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.configuration.CircuitBreakerSettings;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.RetrySettings;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final RetrySettings RETRY =
            new RetrySettings(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.5);
    private static final RetrySettings NO_RETRY =
            new RetrySettings(0, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.5);

    private CamelContext context;
    private AsyncProducer bare;
    private AsyncProducer plain;
    private AsyncProducer retrying;
    private AsyncProducer guarded;

    /** Declares the connectors and starts their producers. */
    @Setup
    public void start() throws Exception {
        context = new DefaultCamelContext();
        context.addComponent("instant", new InstantComponent());
        declare("plain", NO_RETRY, false);
        declare("retrying", RETRY, false);
        declare("guarded", RETRY, true);
        context.start();
        bare = producer("instant:answer");
        plain = producer("connector:plain/answer?mode=a");
        retrying = producer("connector:retrying/answer?mode=a");
        guarded = producer("connector:guarded/answer?mode=a");
    }

    private void declare(String name, RetrySettings retry, boolean breaker) {
        ConnectorRegistry.of(context)
                .declare(
                        new ConnectorDeclaration<>(
                                new SourceLocation("benchmark", 0, 0),
                                new ConnectorSettings(
                                        name,
                                        "instant",
                                        null,
                                        retry,
                                        new CircuitBreakerSettings(breaker, 5, Duration.ofSeconds(60))),
                                new InstantConnector.Factory(),
                                new InstantConnector.Configuration()),
                        new ConnectorEnvironment(context, Path.of("")));
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
