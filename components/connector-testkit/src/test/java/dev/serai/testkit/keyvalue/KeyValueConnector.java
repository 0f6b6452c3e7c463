/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.configuration.ConnectorSettings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/** One key-value server. Thread-safe; no thread waits for an answer. */
final class KeyValueConnector implements DataConnector {

    private static final Capabilities CAPABILITIES = Capabilities.of(
            Capability.STREAMING,
            Capability.PAGINATION,
            Capability.FILTERING,
            Capability.SORTING,
            Capability.AGGREGATION,
            Capability.TRANSACTIONS,
            Capability.IDEMPOTENCY_KEYS,
            Capability.CANCELLATION,
            Capability.HEALTH_CHECK);

    private final KeyValueConfiguration configuration;
    private final ConnectorSettings settings;
    private final ConnectorEnvironment environment;
    private volatile Open open;

    KeyValueConnector(
            KeyValueConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        this.configuration = configuration;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return KeyValueOperations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(settings.name(), null);
        if (open != null) {
            throw caller.alreadyConnected();
        }
        var executors = environment.camelContext().getExecutorServiceManager();
        ExecutorService threads = executors.newCachedThreadPool(this, "key-value-" + settings.name());
        KeyValueClient client = new KeyValueClient(configuration, threads);
        environment.redaction().add(client.derivedSecret());
        try {
            client.ping(caller);
        } catch (ConnectorException e) {
            client.close();
            executors.shutdownNow(threads);
            throw e;
        }
        open = new Open(client, threads);
    }

    @Override
    public synchronized void disconnect() {
        Open closing = open;
        if (closing != null) {
            open = null;
            closing.client().close();
            environment.camelContext().getExecutorServiceManager().shutdown(closing.threads());
        }
    }

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            Caller caller = new Caller(settings.name(), null);
            opened(caller).client().ping(caller);
            return "The server answers.";
        });
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(settings.name(), operation.name());
        KeyValueClient client = opened(caller).client();
        String name = (String) input.get("name");
        String value = (String) input.get("value");
        CompletableFuture<String> answer =
                switch (operation.name()) {
                    case "get" -> client.call(caller, "GET", "/keys/" + KeyValueClient.encoded(name), null, null);
                    case "put" -> client.call(caller, "PUT", "/keys/" + KeyValueClient.encoded(name), value, null);
                    case "remove" -> client.call(caller, "DELETE", "/keys/" + KeyValueClient.encoded(name), null, null);
                    case "append" ->
                        client.call(
                                caller,
                                "POST",
                                "/keys/" + KeyValueClient.encoded(name) + "/append",
                                value,
                                context.idempotencyKey().orElse(null));
                    case "putAll" -> client.call(caller, "POST", "/keys", Json.write(input.get("entries")), null);
                    default -> {
                        String prefix = KeyValueClient.encoded((String) input.get("resource"));
                        yield client.call(caller, "GET", "/sum/" + prefix, null, null);
                    }
                };
        return Cancellable.then(answer, text -> ExecutionResult.of(output(operation, text)));
    }

    private static Object output(Operation operation, String text) {
        return switch (operation.name()) {
            case "get", "append" -> text;
            case "sum" -> new BigDecimal(text);
            default -> null;
        };
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        Caller caller = new Caller(settings.name(), KeyValueOperations.FETCH.name());
        KeyValueClient client = opened(caller).client();
        KeyValuePages pages = new KeyValuePages(request, caller);
        return Cancellable.then(
                client.call(caller, "POST", "/query", Json.write(pages.query()), null), pages::response);
    }

    @Override
    public RecordCursor stream(StreamRequest request) {
        Caller caller = new Caller(settings.name(), "stream");
        opened(caller);
        int pageSize = configuration.options().pageSize();
        return new KeyValueCursor(request, pageSize, query -> opened(caller)
                .client()
                .callAndWait(caller, "POST", "/query", Json.write(query)));
    }

    private Open opened(Caller caller) {
        Open current = open;
        if (current == null) {
            throw caller.notConnected();
        }
        return current;
    }

    /** What lives between connect and disconnect. */
    private record Open(KeyValueClient client, ExecutorService threads) {}
}
