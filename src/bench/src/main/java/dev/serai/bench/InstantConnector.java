/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connector that answers with the body, at once: what remains is the cost of being a connector. */
final class InstantConnector implements Connector {

    private static final String PAYLOAD = "content";

    private static final ConnectorMetadata METADATA = ConnectorMetadata.of("instant", "Instant")
            .description("Answers at once.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .operations(List.of(Operation.call("answer", "Gives the body back.")
                    .payload(Field.required(PAYLOAD, Field.Type.STRING, "What comes back."))
                    .field(Field.optional("mode", Field.Type.STRING, "An option, as most operations have one."))
                    .build()))
            .build();

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.NONE;
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> "always there");
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return CompletableFuture.completedStage(ExecutionResult.of(input.get(PAYLOAD)));
    }

    /** Has no options of its own. */
    record Configuration() {}

    /** Makes the connectors. */
    static final class Factory implements ConnectorFactory<Configuration> {

        @Override
        public ConnectorMetadata metadata() {
            return METADATA;
        }

        @Override
        public Class<Configuration> configurationType() {
            return Configuration.class;
        }

        @Override
        public Connector create(
                Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
            return new InstantConnector();
        }
    }
}
