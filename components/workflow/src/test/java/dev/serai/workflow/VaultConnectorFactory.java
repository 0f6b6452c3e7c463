/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

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

/** Makes connectors of type {@code vault}, whose operation takes two fields that only the connector may see. */
public final class VaultConnectorFactory implements ConnectorFactory<VaultConnectorFactory.Configuration> {

    private static final ConnectorMetadata METADATA = ConnectorMetadata.of("vault", "Vault")
            .description("Keeps things to itself.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .operations(List.of(Operation.call("keep", "Keeps.")
                    .payload(Field.required("thing", Field.Type.STRING, "What to keep.")
                            .asSecret())
                    .field(Field.optional("shelf", Field.Type.STRING, "Where to keep it.")
                            .asSecret())
                    .build()))
            .build();

    /** Nothing to configure. */
    public record Configuration() {}

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<Configuration> configurationType() {
        return Configuration.class;
    }

    @Override
    public Connector create(Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new Vault();
    }

    private static final class Vault implements Connector {
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
            return HealthCheckResult.of(() -> "up");
        }

        @Override
        public CompletionStage<ExecutionResult> execute(
                Operation operation, Map<String, Object> input, ExecutionContext context) {
            return CompletableFuture.completedStage(ExecutionResult.of(true));
        }
    }
}
