/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.Names;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** A connector as it was declared: its name, its settings, and calls that pass its pipeline. Thread-safe. */
public final class DeclaredConnector {

    private final ConnectorDeclaration<?> declaration;
    private final Connector connector;
    private final ExecutionPipeline pipeline;

    DeclaredConnector(
            ConnectorDeclaration<?> declaration,
            Connector connector,
            ScheduledExecutorService timer,
            Executor repeats) {
        this.declaration = declaration;
        this.connector = connector;
        this.pipeline = new ExecutionPipeline(
                declaration.settings(), declaration.factory().circuitBreakerByDefault(), connector, timer, repeats);
    }

    public String name() {
        return declaration.settings().name();
    }

    public ConnectorSettings settings() {
        return declaration.settings();
    }

    public ConnectorMetadata metadata() {
        return connector.metadata();
    }

    /** The connector behind the pipeline: for its life cycle, health and streams. */
    public Connector connector() {
        return connector;
    }

    /** How many calls were repetitions of a failed one, since the start. */
    public long retries() {
        return pipeline.retries();
    }

    /** @throws ConnectorException when the type has no such operation; says which name was likely meant */
    public Operation operation(String name) {
        return metadata().operation(name).orElseThrow(() -> ConnectorException.of(
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
     * @throws ConnectorException when the input is wrong or the call failed
     */
    public ExecutionResult execute(String operation, Map<String, Object> input) {
        Operation found = operation(operation);
        Map<String, Object> checked = new LinkedHashMap<>();
        input.forEach((name, value) -> {
            if (value != null) {
                checked.putAll(OperationInput.checkOptions(name(), found, Map.of(name, value)));
            }
        });
        try {
            return execute(found, checked, ExecutionContext.EMPTY)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * Runs an operation through the pipeline.
     *
     * @param input values by {@link Field#name()}, converted; defaults are filled in here
     * @throws ConnectorException when a required input is missing
     */
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return pipeline.execute(operation, OperationInput.complete(name(), operation, input), context);
    }
}
