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
import dev.serai.connector.ThreadPools;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumingConnector;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.file.format.FormatCursor;
import dev.serai.file.format.ProvidedFormats;
import dev.serai.file.format.RecordReader;
import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoragePath;
import java.io.IOException;
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

    private static final int WORKERS = 10;

    private final ConnectorSettings settings;
    private final ConnectorEnvironment environment;
    private final Storage storage;
    private final ProvidedFormats formats;
    private final FileCalls calls;

    private volatile ExecutorService workers;

    FileConnector(FileConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
        this.storage = configuration.connection().storage(environment.baseDirectory());
        this.formats = new ProvidedFormats(environment.camelContext().getApplicationContextClassLoader());
        this.calls = new FileCalls(storage, new FileContent(environment.camelContext()), formats);
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
        try {
            storage.open();
        } catch (IOException e) {
            throw unusable(caller, e);
        }
        workers = ThreadPools.fixed(environment.camelContext(), this, "file-" + settings.name(), WORKERS);
    }

    @Override
    public synchronized void disconnect() {
        ExecutorService closing = workers;
        if (closing != null) {
            workers = null;
            environment.camelContext().getExecutorServiceManager().shutdownGraceful(closing);
            storage.close();
        }
    }

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            Caller caller = new Caller(settings.name(), null);
            opened(caller);
            try {
                storage.check();
            } catch (IOException e) {
                throw unusable(caller, e);
            }
            return "Files can be read and written: " + storage.description() + ".";
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

    private FormatCursor records(Operation operation, String resource, Map<String, Object> options, Caller caller) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        operation.field("resource").ifPresent(field -> given.put(field.name(), resource));
        Map<String, Object> input = OperationInput.complete(
                settings.name(), operation, OperationInput.checkOptions(settings.name(), operation, given));
        try {
            String path = StoragePath.of(resource);
            RecordReader reader = RecordReader.of(input, formats, caller);
            return reader.open(path, storage.read(path));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + resource + " cannot be read", e);
        }
    }

    @Override
    public Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input)
            throws Exception {
        Caller caller = new Caller(settings.name(), operation.name());
        return new FileStream(storage, formats, environment.camelContext(), caller)
                .consumer(endpoint, processor, input);
    }

    private ExecutorService opened(Caller caller) {
        ExecutorService current = workers;
        if (current == null) {
            throw caller.notConnected();
        }
        return current;
    }

    private static ConnectorException unusable(Caller caller, IOException cause) {
        return FileFailures.of(caller, "The files cannot be reached", cause);
    }
}
