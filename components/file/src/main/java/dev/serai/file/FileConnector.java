/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.BlockingCalls;
import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumingConnector;
import dev.serai.connector.configuration.ConnectorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/**
 * One folder. Disks block, so that operations run on threads of their own; callers are never held. Thread-safe.
 */
final class FileConnector implements DataConnector, ConsumingConnector {

    private final FileConfiguration configuration;
    private final ConnectorSettings settings;
    private final ConnectorEnvironment environment;
    private final BaseFolder folder;
    private final FileCalls calls;

    private volatile ExecutorService workers;

    FileConnector(FileConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        this.configuration = configuration;
        this.settings = settings;
        this.environment = environment;
        this.folder = new BaseFolder(
                environment.baseDirectory().resolve(configuration.connection().directory()));
        this.calls = new FileCalls(folder, new FileContent(environment.camelContext()));
    }

    @Override
    public ConnectorMetadata metadata() {
        return FileConnectorFactory.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.STREAMING, Capability.PAGINATION, Capability.HEALTH_CHECK);
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(settings.name(), null);
        if (workers != null) {
            throw caller.alreadyConnected();
        }
        if (configuration.connection().create()) {
            try {
                Files.createDirectories(folder.path());
            } catch (IOException e) {
                throw unusable(caller, "cannot be created (" + e + ")");
            }
        }
        checkFolder(caller);
        workers = environment
                .camelContext()
                .getExecutorServiceManager()
                .newDefaultThreadPool(this, "file-" + settings.name());
    }

    @Override
    public synchronized void disconnect() {
        ExecutorService closing = workers;
        if (closing != null) {
            workers = null;
            environment.camelContext().getExecutorServiceManager().shutdownGraceful(closing);
        }
    }

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            Caller caller = new Caller(settings.name(), null);
            opened(caller);
            checkFolder(caller);
            return "The folder " + folder.path() + " can be read and written.";
        });
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(settings.name(), operation.name());
        ExecutorService threads = opened(caller);
        return BlockingCalls.run(threads, caller, calls.prepare(operation, input, context, caller));
    }

    @Override
    public RecordCursor stream(StreamRequest request) {
        Caller caller = new Caller(settings.name(), FileOperations.STREAM.name());
        opened(caller);
        RecordCursor records = records(FileOperations.STREAM, request.resource(), request.options(), caller);
        request.position().ifPresent(position -> FilePages.skip(records, FilePages.position(position, caller)));
        return records;
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        Caller caller = new Caller(settings.name(), FileOperations.FETCH.name());
        ExecutorService threads = opened(caller);
        if (!request.filters().isEmpty()
                || !request.sort().isEmpty()
                || !request.fields().isEmpty()) {
            throw caller.failure(
                            ConnectorErrors.UNSUPPORTED,
                            "Files are read from their beginning to their end, without filters, an order or a choice of"
                                    + " fields. Read all records, and choose in the route.")
                    .neverSent()
                    .build();
        }
        return BlockingCalls.run(
                threads,
                caller,
                () -> FilePages.read(
                        records(FileOperations.FETCH, request.resource(), request.options(), caller),
                        request.pagination(),
                        caller));
    }

    private RecordCursor records(Operation operation, String resource, Map<String, Object> options, Caller caller) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        operation.field("resource").ifPresent(field -> given.put(field.name(), resource));
        Map<String, Object> input = OperationInput.complete(
                settings.name(), operation, OperationInput.checkOptions(settings.name(), operation, given));
        return FileStream.readingOf(input, caller).open(folder.resolve(resource, caller), resource);
    }

    @Override
    public Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input)
            throws Exception {
        Caller caller = new Caller(settings.name(), operation.name());
        return new FileStream(folder, environment.camelContext(), caller).consumer(endpoint, processor, input);
    }

    private ExecutorService opened(Caller caller) {
        ExecutorService current = workers;
        if (current == null) {
            throw caller.notConnected();
        }
        return current;
    }

    private void checkFolder(Caller caller) {
        if (!Files.isDirectory(folder.path())) {
            throw unusable(caller, "is not there");
        }
        if (!Files.isReadable(folder.path()) || !Files.isWritable(folder.path())) {
            throw unusable(caller, "cannot be read and written by this process");
        }
    }

    private ConnectorException unusable(Caller caller, String reason) {
        return caller.failure(
                        FileErrors.FOLDER_UNUSABLE,
                        "The folder " + folder.path() + ", which connection.directory names, " + reason
                                + ". Create it or check its rights.")
                .neverSent()
                .build();
    }
}
