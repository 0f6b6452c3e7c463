/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.PagedConnector;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.SubscribingConnector;
import dev.serai.http.BodyContent;
import dev.serai.http.ConnectorHttpClient;
import dev.serai.http.Heartbeat;
import dev.serai.http.HttpReply;
import dev.serai.http.HttpRequest;
import dev.serai.http.ReplyReader;
import dev.serai.http.SocketRequest;
import graphql.language.OperationDefinition;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** Calls one GraphQL API over HTTP. Thread-safe; no thread waits for a reply. */
final class GraphQlConnector implements PagedConnector, DiscoveringConnector, SubscribingConnector {

    /** By the specification of GraphQL over HTTP; older servers know the second only. */
    private static final String ACCEPT = "application/graphql-response+json, application/json;q=0.9";

    private static final String ALIVE = "{ __typename }";

    private final String name;
    private final GraphQlConfiguration configuration;
    private final String server;
    private final ConnectorHttpClient client;
    private final ReplyReader reader;

    GraphQlConnector(String name, GraphQlConfiguration configuration, ConnectorEnvironment environment) {
        this.name = name;
        this.configuration = configuration;
        this.server = URI.create(configuration.connection().url()).getAuthority();
        this.client = new ConnectorHttpClient(name, configuration.connection(), configuration.options(), environment);
        this.reader = new ReplyReader(environment.redaction());
    }

    @Override
    public ConnectorMetadata metadata() {
        return GraphQlOperations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                        Capability.HEALTH_CHECK, Capability.CANCELLATION, Capability.PAGINATION, Capability.STREAMING)
                .withIf(configuration.options().idempotencyKeysHonoured(), Capability.IDEMPOTENCY_KEYS);
    }

    @Override
    public void connect() {
        client.open();
    }

    @Override
    public void disconnect() {
        client.close();
    }

    /** Asks for the name of the type that queries begin with, which every API tells. */
    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            HttpRequest request = request(Map.of("query", ALIVE), Map.of());
            try {
                client.send(request, reply -> read(request, reply).succeeded(server))
                        .join();
                return server + " answers queries.";
            } catch (CompletionException e) {
                throw e.getCause() instanceof ConnectorException failure ? failure.named(name, null) : e;
            }
        });
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Document document = Document.of((String) input.get(GraphQlOperations.QUERY));
        String operationName = (String) input.get(GraphQlOperations.OPERATION_NAME);
        OperationDefinition chosen = document.operation(operationName);
        Document.require(
                chosen,
                operation.readOnly() ? OperationDefinition.Operation.QUERY : OperationDefinition.Operation.MUTATION);
        Map<String, Object> body = body(document.text(), variables(chosen, input, context.parameters()), chosen);
        boolean partly = "partial".equals(input.get(GraphQlOperations.ON_ERRORS));
        HttpRequest request = request(body, input);
        if (!operation.readOnly()) {
            addKey(request.headers(), context);
        }
        return client.send(
                request, reply -> read(request, reply).succeeded(server, partly).result());
    }

    private void addKey(MultiMap headers, ExecutionContext context) {
        String header = configuration.options().idempotencyHeader();
        if (!headers.contains(header)) {
            context.idempotencyKey().ifPresent(key -> headers.set(header, key));
        }
    }

    private static Map<String, Object> variables(
            OperationDefinition operation, Map<String, Object> input, Function<String, Object> parameters) {
        return Variables.of(
                operation, (Map<?, ?>) input.getOrDefault(GraphQlOperations.VARIABLES, Map.of()), parameters);
    }

    private static Map<String, Object> body(
            String document, Map<String, Object> variables, OperationDefinition operation) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", document);
        if (!variables.isEmpty()) {
            body.put("variables", variables);
        }
        if (operation.getName() != null) {
            body.put("operationName", operation.getName());
        }
        return body;
    }

    private HttpRequest request(Map<String, Object> body, Map<String, Object> input) {
        MultiMap headers = client.headers((Map<?, ?>) input.getOrDefault(GraphQlOperations.HEADERS, Map.of()));
        if (!headers.contains("Accept")) {
            headers.set("Accept", ACCEPT);
        }
        return new HttpRequest(
                HttpMethod.POST,
                client.targets().resolve(configuration.endpoint(), null, parameter -> null),
                headers,
                BodyContent.of(body, "application/json"),
                (Duration) input.getOrDefault(
                        GraphQlOperations.TIMEOUT, configuration.options().requestTimeout()),
                false);
    }

    /** By the specification of GraphQL over HTTP, a document that is refused comes with 400 and errors that say why. */
    private GraphQlReply read(HttpRequest request, HttpReply reply) {
        boolean refused = reply.status() == 400 || reply.status() == 422;
        if (refused
                && reader.value(reply, ReplyReader.As.AUTO) instanceof Map<?, ?> body
                && body.get("errors") instanceof List<?> errors
                && !errors.isEmpty()) {
            return GraphQlReply.of(reply.status(), body);
        }
        return GraphQlReply.of(reply.status(), reader.value(client.succeeded(request, reply), ReplyReader.As.JSON));
    }

    @Override
    public Flow.Publisher<ExecutionResult> subscribe(Operation operation, Map<String, Object> input) {
        Document document = Document.of((String) input.get(GraphQlOperations.QUERY));
        OperationDefinition chosen = document.operation((String) input.get(GraphQlOperations.OPERATION_NAME));
        Document.require(chosen, OperationDefinition.Operation.SUBSCRIPTION);
        Duration patience = configuration.options().requestTimeout();
        SubscriptionSettings settings = configuration.subscriptions();
        GraphQlSubscription.Asked asked = new GraphQlSubscription.Asked(
                server,
                body(document.text(), variables(chosen, input, name -> null), chosen),
                settings.payload(),
                "partial".equals(input.get(GraphQlOperations.ON_ERRORS)),
                patience);
        SocketRequest socket = new SocketRequest(
                client.targets()
                        .resolve(
                                settings.endpoint() == null ? configuration.endpoint() : settings.endpoint(),
                                null,
                                parameter -> null),
                client.headers((Map<?, ?>) input.getOrDefault(GraphQlOperations.HEADERS, Map.of())),
                List.of(GraphQlSubscription.PROTOCOL),
                patience,
                Heartbeat.USUAL);
        return subscriber -> new GraphQlSubscription(subscriber, asked).begin(() -> client.openSocket(socket));
    }

    @Override
    public CompletionStage<List<DiscoveredResource>> discover() {
        HttpRequest request = request(Map.of("query", SchemaReading.QUERY), Map.of());
        return client.send(
                request,
                reply -> SchemaReading.of(read(request, reply).succeeded(server).data()));
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        return fetch(request, ExecutionContext.EMPTY);
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request, ExecutionContext context) {
        requirePlain(request);
        RelayPage page = RelayPage.of(request, context.parameters());
        HttpRequest asked =
                request(body(page.document().text(), page.variables(), page.operation()), request.options());
        return client.send(asked, reply -> page.read(read(asked, reply).succeeded(server)));
    }

    private static void requirePlain(FetchRequest request) {
        if (!request.filters().isEmpty() || !request.sort().isEmpty()) {
            throw ConnectorException.of(
                            ConnectorErrors.UNSUPPORTED,
                            "Filters and an order differ from API to API: write them as this one has them, as"
                                    + " 'arguments'.")
                    .neverSent()
                    .build();
        }
    }

    @Override
    public FetchRequest firstPage(StreamRequest request) {
        return new FetchRequest(
                request.resource(),
                List.of(),
                List.of(),
                List.of(),
                new FetchRequest.Pagination(configuration.pagination().pageSize(), 0, Optional.empty(), false),
                request.options());
    }

    @Override
    public int maxPages() {
        return configuration.pagination().maxPages();
    }
}
