/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.DataOperations;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.camel.spi.ExecutorServiceManager;

/** One MongoDB database. It has one client of the driver, whose calls hold no thread. Thread-safe. */
final class MongoDbConnector implements DataConnector, DiscoveringConnector {

    private final String name;
    private final MongoDbConfiguration configuration;
    private final ConnectorEnvironment environment;
    private final ChangeStream changes = new ChangeStream();

    private volatile OpenClient open;

    MongoDbConnector(String name, MongoDbConfiguration configuration, ConnectorEnvironment environment) {
        this.name = name;
        this.configuration = configuration;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return MongoDbConnectorFactory.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                Capability.STREAMING,
                Capability.PAGINATION,
                Capability.FILTERING,
                Capability.SORTING,
                Capability.AGGREGATION,
                Capability.HEALTH_CHECK);
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(name, null);
        if (open != null) {
            throw caller.alreadyConnected();
        }
        MongoClientSettings settings = ClientSettings.of(configuration, caller);
        // Cached, because its threads run on into the caller's steps, which may wait for further replies.
        ExecutorService threads = threads().newCachedThreadPool(this, "mongodb-" + name);
        OpenClient client = new OpenClient(
                MongoClients.create(settings),
                configuration.connection().usedDatabase(),
                threads,
                new MongoDbFailures(configuration.connection().servers()));
        try {
            client.ping(caller).join();
        } catch (CompletionException e) {
            close(client);
            throw client.failure(caller, e);
        }
        open = client;
    }

    @Override
    public synchronized void disconnect() {
        if (open != null) {
            OpenClient client = open;
            open = null;
            close(client);
        }
    }

    private void close(OpenClient client) {
        client.close();
        threads().shutdown(client.threads());
    }

    private ExecutorServiceManager threads() {
        return environment.camelContext().getExecutorServiceManager();
    }

    @Override
    public HealthCheckResult healthCheck() {
        Caller caller = new Caller(name, null);
        return HealthCheckResult.of(() -> {
            OpenClient client = opened(caller);
            try {
                client.ping(caller).join();
            } catch (CompletionException e) {
                throw client.failure(caller, e);
            }
            return "The database '" + configuration.connection().usedDatabase() + "' of "
                    + configuration.connection().servers() + " answers.";
        });
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(name, operation.name());
        OpenClient client = opened(caller);
        MongoDbCall call =
                new MongoDbCall(caller, input, context, configuration.options().allowJavaScript());
        return switch (operation.name()) {
            case "find" -> DocumentReads.find(client, call);
            case "count" -> DocumentReads.count(client, call);
            case "aggregate" -> DocumentReads.aggregate(client, call);
            case "aggregateInto" -> DocumentReads.aggregateInto(client, call);
            case "insert" -> DocumentWrites.insert(client, call);
            case "update" -> DocumentWrites.update(client, call);
            case "replace" -> DocumentWrites.replace(client, call);
            case "upsert" -> DocumentWrites.upsert(client, call);
            case "delete" -> DocumentWrites.delete(client, call);
            case "bulk" -> BulkWrites.bulk(client, call);
            default -> throw new IllegalArgumentException("'" + operation.name() + "' is no operation that is called.");
        };
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        Caller caller = new Caller(name, DataOperations.FETCH);
        return new DocumentPages(opened(caller), caller).fetch(request);
    }

    @Override
    public RecordCursor stream(StreamRequest request) {
        Caller caller = new Caller(name, request.operation());
        OpenClient client = opened(caller);
        return request.operation().equals(MongoDbOperations.CHANGES)
                ? changes.open(
                        client,
                        caller,
                        request,
                        complete(MongoDbOperations.CHANGES_OPERATION, request),
                        configuration.options().requestTimeout())
                : DocumentStream.open(client, caller, request, complete(MongoDbOperations.STREAM, request));
    }

    private Map<String, Object> complete(Operation operation, StreamRequest request) {
        Map<String, Object> given = new LinkedHashMap<>(request.options());
        operation.field("resource").ifPresent(field -> given.put(field.name(), request.resource()));
        return OperationInput.complete(name, operation, OperationInput.checkOptions(name, operation, given));
    }

    @Override
    public CompletionStage<List<DiscoveredResource>> discover() {
        Caller caller = new Caller(name, null);
        return CollectionSampling.discover(
                opened(caller), caller, configuration.options().sampleSize());
    }

    /** @throws ConnectorException when the connector is not connected */
    private OpenClient opened(Caller caller) {
        OpenClient client = open;
        if (client == null) {
            throw caller.notConnected();
        }
        return client;
    }
}
