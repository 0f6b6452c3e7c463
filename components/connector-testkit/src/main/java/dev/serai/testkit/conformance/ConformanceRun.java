/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.PagedConnector;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One check's Camel context, and what checks do with it. Closed after the check, with all that was declared. */
public final class ConformanceRun implements AutoCloseable {

    /** The name of every connector that a check declares. */
    static final String NAME = "subject";

    /** Repetitions follow at once, and health is looked at often: a check waits for them. */
    private static final Map<String, String> BRISK = Map.of(
            "retry.delay", "10ms", "retry.maxDelay", "50ms", "connect.delay", "20ms", "connect.maxDelay", "50ms");

    /** Nothing but what a check asks for. */
    private static final Map<String, String> PLAIN =
            Map.of("retry.maxRetries", "0", "circuitBreaker.enabled", "false", "health.enabled", "false");

    /** Longer than any call of a check takes, also where many processes want the machine. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final ConnectorConformance suite;
    private final CamelContext camelContext = new DefaultCamelContext();
    private Connector bare;

    ConformanceRun(ConnectorConformance suite) {
        this.suite = suite;
        camelContext.getPropertiesComponent().addInitialProperty(DeclarationLoader.DEVELOPMENT, "true");
        suite.prepare(camelContext);
    }

    ConnectorConformance suite() {
        return suite;
    }

    SystemUnderTest system() {
        return suite.system();
    }

    ConnectorFactory<?> factory() {
        return suite.factory();
    }

    CamelContext camelContext() {
        return camelContext;
    }

    /** The good declaration's options with some changed; a null value leaves an option out. */
    Map<String, String> options(Map<String, String> changes) {
        Map<String, String> options = new LinkedHashMap<>(suite.options());
        options.putAll(changes);
        options.values().removeIf(Objects::isNull);
        return options;
    }

    /** Reads a declaration as it would stand in a file. */
    ConnectorDeclaration<?> load(DeclarationText text) {
        return new DeclarationLoader(camelContext, Map.of(suite.type(), factory()))
                .load(DeclarationText.FILE, text.yaml(), suite.baseDirectory())
                .get(0);
    }

    /** Reads it as users do, who may write no secret down. References are to properties named as the options. */
    ConnectorDeclaration<?> loadStrictly(DeclarationText text) {
        try (DefaultCamelContext strict = new DefaultCamelContext()) {
            suite.options()
                    .forEach((option, value) -> strict.getPropertiesComponent().addInitialProperty(option, value));
            return new DeclarationLoader(strict, Map.of(suite.type(), factory()))
                    .load(DeclarationText.FILE, text.yaml(), suite.baseDirectory())
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The Camel context did not close.", e);
        }
    }

    /** Reads an example; each of its environment variables has some value. */
    List<ConnectorDeclaration<?>> loadExample(String yaml) {
        return new DeclarationLoader(camelContext, Map.of(suite.type(), factory()))
                .load(DeclarationText.FILE, yaml.replaceAll("\\$\\{[A-Z0-9_]+}", "1234"), suite.baseDirectory());
    }

    /** The good declaration with some options changed. */
    ConnectorDeclaration<?> declaration(Map<String, String> changes) {
        return load(DeclarationText.of(NAME, suite.type(), options(changes)));
    }

    /** A connector without anything in front of it, not connected. */
    Connector bare(Map<String, String> changes) {
        bare = declaration(changes).create(camelContext, suite.baseDirectory());
        return bare;
    }

    /** A connector without anything in front of it, connected. */
    Connector connected(Map<String, String> changes) {
        Connector connector = bare(changes);
        connector.connect();
        return connector;
    }

    DataConnector data() {
        return (DataConnector) connected(Map.of());
    }

    /** Opens records. A connector whose records come in pages has no streams of its own: the pipeline makes them. */
    Function<StreamRequest, RecordCursor> streams() {
        DataConnector data = data();
        return data instanceof PagedConnector ? declared(Map.of())::stream : data::stream;
    }

    /** A connector that is declared and connected, with nothing in its pipeline but what the changes say. */
    DeclaredConnector declared(Map<String, String> changes) {
        DeclaredConnector connector = notStarted(changes);
        registry().start();
        return connector;
    }

    /** Likewise, before the registry starts. */
    DeclaredConnector notStarted(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(BRISK);
        all.putAll(PLAIN);
        all.putAll(changes);
        return registry().declare(declaration(all), suite.baseDirectory());
    }

    ConnectorRegistry registry() {
        return ConnectorRegistry.of(camelContext);
    }

    /** Makes a call past everything in front of the connector, and waits for it. */
    ExecutionResult call(Connector connector, Call call) {
        return join(start(connector, call, Optional.empty()));
    }

    ExecutionResult call(Connector connector, Call call, String idempotencyKey) {
        return join(start(connector, call, Optional.of(idempotencyKey)));
    }

    private CompletableFuture<ExecutionResult> start(Connector connector, Call call, Optional<String> key) {
        Operation operation = operation(call);
        Map<String, Object> input =
                OperationInput.complete(NAME, operation, OperationInput.checkOptions(NAME, operation, call.input()));
        return connector
                .execute(operation, input, new ExecutionContext(key, name -> null))
                .toCompletableFuture();
    }

    Operation operation(Call call) {
        return factory()
                .metadata()
                .operation(call.operation())
                .orElseThrow(() -> new AssertionError("The type has no operation '" + call.operation() + "'."));
    }

    /** Begins a call through the pipeline. */
    CompletableFuture<ExecutionResult> begin(DeclaredConnector connector, Call call) {
        return connector.start(call.operation(), call.input()).toCompletableFuture();
    }

    ExecutionResult execute(DeclaredConnector connector, Call call) {
        return connector.execute(call.operation(), call.input());
    }

    /** The failure of what must fail. */
    ConnectorException failure(Runnable call) {
        ConnectorException failure = catchThrowableOfType(ConnectorException.class, call::run);
        if (failure == null) {
            throw new AssertionError("The call succeeded, or failed with something else than a ConnectorException.");
        }
        return failure;
    }

    ConnectorException failure(DeclaredConnector connector, Call call) {
        return failure(() -> execute(connector, call));
    }

    static <T> T join(CompletableFuture<T> stage) {
        try {
            return stage.orTimeout(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException known ? known : e;
        }
    }

    /** Waits for a condition, said as a sentence. */
    ConditionFactory await(String sentence) {
        return Awaitility.await(sentence).atMost(suite.patience()).pollInterval(Duration.ofMillis(10));
    }

    /** What happens with wrong credentials, at connecting or at the first call. */
    ConnectorException rejected() {
        registry().closeAll();
        return failure(() -> {
            DeclaredConnector connector = declared(suite.wrongCredentials());
            execute(connector, suite.read());
        });
    }

    /** A request for the suite's records. */
    FetchRequest request(FetchRequest.Pagination pagination) {
        Records records = suite.records();
        return new FetchRequest(records.resource(), List.of(), List.of(), List.of(), pagination, records.options());
    }

    /** Every code that a failure may have: the type's own, and those of the contract. */
    Set<String> knownCodes() {
        return Stream.concat(factory().metadata().errors().stream(), ConnectorErrors.ALL.stream())
                .map(ErrorCode::code)
                .collect(Collectors.toSet());
    }

    List<String> secrets() {
        return suite.secretOptions().stream()
                .map(option -> suite.options().get(option))
                .toList();
    }

    /** Ends everything that a check has begun. */
    @Override
    public void close() {
        if (suite.has(Behaviour.HOLDING)) {
            suite.system().release();
        }
        if (bare != null) {
            bare.disconnect();
        }
        registry().stop();
        registry().shutdown();
        camelContext.stop();
    }
}
