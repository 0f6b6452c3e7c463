/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Capabilities;
import dev.serai.connector.CommonOperations;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Names;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.PagedConnector;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.SubscribingConnector;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.observation.ConsumerBacklog;
import dev.serai.connector.observation.OperationCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A connector as it was declared: its name, its settings, its health, and calls that pass its pipeline. Thread-safe. */
public final class DeclaredConnector {

    private final ConnectorDeclaration<?> declaration;
    private final Connector connector;
    private final ConnectorLifecycle lifecycle;
    private final HealthMonitor health;
    private final ExecutionPipeline pipeline;
    private final ResultCache cache;
    private final OperationObservers observers;

    DeclaredConnector(
            ConnectorDeclaration<?> declaration,
            Connector connector,
            RegistryThreads threads,
            OperationObservers observers) {
        this.declaration = declaration;
        this.connector = connector;
        this.observers = observers;
        ConnectorSettings settings = declaration.settings();
        this.health = new HealthMonitor(
                name(), connector, settings.health(), declaration.redaction(), threads.timer(), threads.workers());
        this.lifecycle = new ConnectorLifecycle(
                name(),
                connector,
                settings.connect(),
                declaration.redaction(),
                threads.timer(),
                threads.workers(),
                health);
        this.pipeline = new ExecutionPipeline(
                declaration, connector, lifecycle::requireConnected, threads.timer(), threads.workers());
        this.cache = settings.cache().enabled() ? new ResultCache(settings.cache(), connector) : null;
    }

    public String name() {
        return declaration.settings().name();
    }

    /** How it was declared. */
    public ConnectorDeclaration<?> declaration() {
        return declaration;
    }

    public ConnectorSettings settings() {
        return declaration.settings();
    }

    public ConnectorMetadata metadata() {
        return connector.metadata();
    }

    public Capabilities capabilities() {
        return connector.capabilities();
    }

    /** Tells observers that a route begins to receive, and how much waits for it. */
    public void began(ConsumerBacklog backlog) {
        observers.tell(observer -> observer.began(backlog));
    }

    /** Tells observers that the route receives no more. */
    public void ended(ConsumerBacklog backlog) {
        observers.tell(observer -> observer.ended(backlog));
    }

    /** The connector behind the pipeline: for what only its type can do. */
    public Connector connector() {
        return connector;
    }

    void connect() {
        lifecycle.connect();
    }

    void disconnect() {
        health.stop();
        lifecycle.disconnect();
        clearCache();
    }

    /** Ends the calls that wait for their time, after the timer has stopped. */
    void endWaiting() {
        pipeline.endWaiting();
    }

    /** Whether the connector is connected; false also while it tries to be. */
    public boolean connected() {
        return lifecycle.state() == ConnectorLifecycle.State.CONNECTED;
    }

    /** What the last check in the background found. */
    public HealthCheckResult health() {
        return health.last();
    }

    /** Makes a real, cheap call to the system now, and says how long it took. Never throws. */
    public HealthCheckResult test() {
        ConnectorException notConnected = lifecycle.lastFailure();
        return notConnected == null
                ? health.check()
                : HealthCheckResult.of(() -> {
                    throw notConnected;
                });
    }

    /** How much of the rate limit is left; empty without one. */
    public Optional<RateLimitState> rateLimit() {
        return Optional.ofNullable(pipeline.rateLimit());
    }

    /** The circuit breaker's state: {@code CLOSED}, {@code OPEN}, {@code HALF_OPEN}; empty without one. */
    public Optional<String> circuitBreaker() {
        return Optional.ofNullable(pipeline.circuitBreaker())
                .map(breaker -> breaker.getState().name());
    }

    /** How many calls were repetitions of a failed one, since the start. */
    public long retries() {
        return pipeline.retries();
    }

    /** Forgets all results that are kept. Does nothing without a cache. */
    public void clearCache() {
        clearCache(null);
    }

    /** Forgets the results that were read of one resource, or of nobody knows what; null forgets all. */
    public void clearCache(String resource) {
        if (cache != null) {
            cache.remove(resource);
        }
    }

    /** @throws ConnectorException when the type has no such operation; says which name was likely meant */
    public Operation operation(String name) {
        return CommonOperations.find(metadata(), name).orElseThrow(() -> ConnectorException.of(
                        ConnectorErrors.UNKNOWN_OPERATION,
                        "A connector of type '" + metadata().type() + "' has no operation '" + name + "'. "
                                + Names.suggestion(
                                        name,
                                        metadata().operations().stream()
                                                .map(Operation::name)
                                                .toList()))
                .connector(name())
                .build());
    }

    /**
     * Runs an operation and waits for it.
     *
     * @param input values by field name
     * @return a success, with its duration and what it cost
     * @throws ConnectorException when the input is wrong or the call failed
     */
    public ExecutionResult execute(String operation, Map<String, Object> input) {
        ExecutionResult result = attempt(operation, input);
        if (!result.success()) {
            throw result.failure();
        }
        return result;
    }

    /**
     * Runs an operation and waits for it, whatever comes of it.
     *
     * @param input values by field name
     * @return a success or a failure, with its duration and what it cost; never throws a {@link ConnectorException}
     */
    public ExecutionResult attempt(String operation, Map<String, Object> input) {
        long start = System.nanoTime();
        CompletionStage<ExecutionResult> stage = null;
        try {
            stage = start(operation, input);
            ExecutionResult result = stage.toCompletableFuture().join();
            return result.measured(attempts(stage, result), since(start));
        } catch (CompletionException | ConnectorException e) {
            ConnectorException failure = pipeline.known(operation, e);
            return ExecutionResult.failed(failure, stage == null ? 0 : attempts(stage, null), since(start));
        }
    }

    /**
     * Begins an operation. Cancelling the stage's future ends the call.
     *
     * @param input values by field name
     * @return completes with the result, or exceptionally with a {@link ConnectorException}
     * @throws ConnectorException when the input is wrong
     */
    public CompletionStage<ExecutionResult> start(String operation, Map<String, Object> input) {
        Operation found = operation(operation);
        Map<String, Object> given = new LinkedHashMap<>(input);
        given.values().removeIf(Objects::isNull);
        return execute(found, OperationInput.checkOptions(name(), found, given), ExecutionContext.EMPTY);
    }

    /**
     * Runs an operation through the pipeline.
     *
     * @param input values by field name, converted; defaults are filled in here
     * @throws ConnectorException when a required input is missing
     */
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return call(operation, OperationInput.complete(name(), operation, input), context);
    }

    /**
     * Runs an operation through the pipeline.
     *
     * @param complete values by field name, converted, with all that is required, and defaults for all that have one
     */
    public CompletionStage<ExecutionResult> call(
            Operation operation, Map<String, Object> complete, ExecutionContext context) {
        if (!observers.listening()) {
            return called(operation, complete, context);
        }
        return observers.watch(
                new OperationCall(name(), metadata().type(), operation.name()),
                failure -> pipeline.known(operation.name(), failure),
                () -> called(operation, complete, context));
    }

    // Operations are compared by identity: their equality looks at every field of theirs.
    @SuppressWarnings("ReferenceEquality")
    private CompletionStage<ExecutionResult> called(
            Operation operation, Map<String, Object> complete, ExecutionContext context) {
        if (operation == CommonOperations.CLEAR_CACHE) {
            clearCache((String) complete.get("resource"));
            return CompletableFuture.completedFuture(ExecutionResult.of(null));
        }
        return cache == null
                ? pipeline.execute(operation, complete, context)
                : cache.execute(
                        operation,
                        complete,
                        context,
                        (watched, beforeEnd) -> pipeline.execute(operation, complete, watched, beforeEnd));
    }

    /** Begins a query for the records of a resource, as the connector names it: a table, a collection, a file, a path. */
    public RecordQuery fetch(String resource) {
        return new RecordQuery(this, FetchRequest.of(resource));
    }

    /**
     * Reads a page of records, through the pipeline.
     *
     * @throws ConnectorException when the connector has no records, or the call failed
     */
    public FetchResponse fetch(FetchRequest request) {
        try {
            return fetchAsync(request).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw pipeline.known(ConnectorCalls.FROM_JAVA.name(), e);
        }
    }

    /** Begins what {@link #fetch(FetchRequest)} waits for. */
    CompletionStage<FetchResponse> fetchAsync(FetchRequest request) {
        return CancellableStages.apply(
                call(ConnectorCalls.FROM_JAVA, Map.of("request", request), ExecutionContext.EMPTY),
                result -> (FetchResponse) result.output());
    }

    /**
     * Opens the records of a resource.
     *
     * @return the caller closes it
     * @throws ConnectorException when the connector does not stream, or the resource cannot be read
     */
    public RecordCursor stream(StreamRequest request) {
        if (!(connector instanceof DataConnector data)) {
            throw ConnectorException.of(
                            ConnectorErrors.UNSUPPORTED,
                            "A connector of type '" + metadata().type() + "' has no records to read.")
                    .connector(name())
                    .build();
        }
        try {
            lifecycle.requireConnected();
            return connector instanceof PagedConnector paged
                    ? new PagedRecords(this::fetch, paged.firstPage(request), paged.maxPages(), request.position())
                    : data.stream(request);
        } catch (ConnectorException e) {
            throw pipeline.known(request.operation(), e);
        }
    }

    /**
     * What the system sends by itself. Nothing is asked of it before somebody subscribes.
     *
     * @param input values by field name, complete, without those of the contract
     * @return whose failures are {@link ConnectorException}s that name this connector
     * @throws ConnectorException when the connector does not send by itself, is not connected, or the input can never
     *     succeed
     */
    public Flow.Publisher<ExecutionResult> subscription(Operation operation, Map<String, Object> input) {
        if (!(connector instanceof SubscribingConnector subscribing)) {
            throw ConnectorException.of(
                            ConnectorErrors.UNSUPPORTED,
                            "A connector of type '" + metadata().type() + "' sends nothing by itself.")
                    .connector(name())
                    .build();
        }
        try {
            lifecycle.requireConnected();
            Flow.Publisher<ExecutionResult> publisher = subscribing.subscribe(operation, input);
            return subscriber -> publisher.subscribe(
                    new KnownFailures<>(subscriber, failure -> pipeline.known(operation.name(), failure)));
        } catch (ConnectorException e) {
            throw pipeline.known(operation.name(), e);
        }
    }

    /**
     * How long to wait before something is tried again that is not a call, by the waits of {@code retry}.
     *
     * @param failures how often it failed in a row, from 1
     * @param failure the last one, which may ask for a wait of its own; null for none
     * @return in milliseconds
     */
    public long waitAfter(int failures, Throwable failure) {
        return Resilience.wait(settings().retry(), failures, failure);
    }

    static int attempts(CompletionStage<ExecutionResult> stage, ExecutionResult result) {
        if (stage instanceof PipelineCall call) {
            return call.attempts();
        }
        return result == null ? 0 : result.usage().attempts();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
