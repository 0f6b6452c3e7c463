/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.Option;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what it is told to say; stumbles once over "stumble", and gives its token away over "refuse". */
public final class EchoConnector implements Connector {

    private static final ConnectorMetadata METADATA = ConnectorMetadata.of("echo", "Echo")
            .description("Says what it is told.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .operations(List.of(Operation.call("say", "Says it.")
                    .payload(Field.required("text", Field.Type.STRING, "What to say."))
                    .readOnly()
                    .build()))
            .build();

    private final String token;
    private final AtomicInteger stumbled = new AtomicInteger();

    private EchoConnector(String token) {
        this.token = token;
    }

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
        Object text = input.get("text");
        if (text.equals("refuse")) {
            return CompletableFuture.failedStage(ConnectorException.of(
                            new ErrorCode("SERAI-ECHO-001", ErrorCategory.AUTHENTICATION, false),
                            "The token " + token + " is refused.")
                    .build());
        }
        if (text.equals("stumble") && stumbled.getAndIncrement() == 0) {
            return CompletableFuture.failedStage(ConnectorException.of(
                            new ErrorCode("SERAI-ECHO-002", ErrorCategory.CONNECTION, true), "It stumbled.")
                    .build());
        }
        return CompletableFuture.completedStage(ExecutionResult.of(text));
    }

    /** Makes echoes. */
    public static final class Factory implements ConnectorFactory<Configuration> {

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
            return new EchoConnector(configuration.token());
        }
    }

    /** The options of an echo. */
    public record Configuration(
            @Option(value = "A secret.", secret = true, required = true)
            String token) {}
}
