/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A small real connector: it appends lines to a file. */
public final class LedgerConnector implements Connector {

    private static final ConnectorMetadata METADATA = ConnectorMetadata.of("ledger", "Ledger")
            .description("Appends lines to a file.")
            .category(ConnectorMetadata.Category.FILE)
            .tags("test")
            .operations(List.of(
                    Operation.call("append", "Appends a line.")
                            .payload(Field.required("line", Field.Type.STRING, "The line."))
                            .field(Field.optional("maxLines", Field.Type.INTEGER, "Refuses more."))
                            .field(Field.optional("mode", Field.Type.STRING, "Where.")
                                    .oneOf("end", "start"))
                            .field(Field.optional("signature", Field.Type.STRING, "Who wrote it.")
                                    .asSecret())
                            .build(),
                    Operation.stream("watch", "Emits each new line.").build()))
            .build();

    private final Path file;
    private final boolean testable;

    private LedgerConnector(Path file, boolean testable) {
        this.file = file;
        this.testable = testable;
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
    public void connect() {
        if (!Files.isDirectory(file.getParent())) {
            throw ConnectorException.of(ConnectorErrors.NOT_CONNECTED, "There is no folder " + file.getParent() + ".")
                    .build();
        }
    }

    @Override
    public void disconnect() {}

    @Override
    public HealthCheckResult healthCheck() {
        if (!testable) {
            return HealthCheckResult.untestable("nobody can tell");
        }
        return HealthCheckResult.of(() -> {
            Files.writeString(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return "writable";
        });
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        try {
            Files.writeString(file, input.get("line") + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return CompletableFuture.completedStage(ExecutionResult.of(input.get("line")));
        } catch (IOException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Makes ledgers. */
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
            Connection connection = configuration.connection();
            return new LedgerConnector(environment.baseDirectory().resolve(connection.file()), connection.testable());
        }
    }

    /** The options of a ledger. */
    public record Configuration(
            @Option("Where the ledger lies.") Connection connection) {}

    /** The file. */
    public record Connection(
            @Option(value = "The ledger's file.", required = true)
            String file,

            @Option(value = "What opens the ledger.", secret = true)
            String key,

            @Option(value = "Whether its health can be found out.", defaultValue = "true")
            boolean testable) {}
}
