/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.PagedConnector;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.http.ConnectorHttpClient;
import dev.serai.http.HttpReply;
import dev.serai.http.HttpRequest;
import dev.serai.http.HttpTarget;
import dev.serai.http.ReplyReader;
import dev.serai.http.RequestContent;
import dev.serai.http.RequestTarget;
import dev.serai.rest.openapi.ApiDescription;
import dev.serai.rest.openapi.DescribedOperation;
import dev.serai.rest.openapi.DescribedReplies;
import dev.serai.rest.openapi.DescribedSecurity;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls one HTTP API. Thread-safe; no thread waits for a reply. */
final class RestConnector implements PagedConnector {

    private static final Logger LOG = LoggerFactory.getLogger(RestConnector.class);

    /** Of operations in a message. */
    private static final int MOST_NAMED = 5;

    private final String name;
    private final RestConfiguration configuration;
    private final ConnectorHttpClient client;
    private final RestRequests requests;
    private final ReplyReader reader;
    private final Pages pages;
    private final ApiDescription description;
    private final ConnectorMetadata metadata;

    RestConnector(
            String name,
            RestConfiguration configuration,
            ApiDescription description,
            ConnectorEnvironment environment) {
        this.name = name;
        this.configuration = configuration;
        this.description = description;
        this.metadata = description.addTo(RestOperations.METADATA);
        this.client = new ConnectorHttpClient(name, configuration.connection(), configuration.options(), environment);
        this.requests = new RestRequests(client, configuration.options());
        this.reader = new ReplyReader(environment.redaction());
        this.pages = new Pages(configuration.pagination());
    }

    @Override
    public ConnectorMetadata metadata() {
        return metadata;
    }

    @Override
    public Capabilities capabilities() {
        boolean pages = configuration.pagination().strategy() != PaginationSettings.Strategy.NONE;
        return Capabilities.of(Capability.HEALTH_CHECK, Capability.CANCELLATION)
                .withIf(pages, Capability.PAGINATION)
                .withIf(pages, Capability.STREAMING)
                .withIf(configuration.options().idempotencyKeysHonoured(), Capability.IDEMPOTENCY_KEYS);
    }

    @Override
    public void connect() {
        hintAtCredentials();
        client.open();
    }

    /** Only a hint: a gateway before the API may know better than the document. */
    private void hintAtCredentials() {
        if (configuration.connection().auth().type() != AuthenticationSettings.Type.NONE) {
            return;
        }
        List<String> closed = description.operations().stream()
                .filter(described -> !described.security().letsIn(this::shows))
                .map(described -> described.operation().name())
                .toList();
        if (!closed.isEmpty()) {
            LOG.warn(
                    "Connector '{}' declares no 'connection.auth', but its OpenAPI document says that the API wants to"
                            + " know who calls {}.",
                    name,
                    closed.size() > MOST_NAMED ? closed.subList(0, MOST_NAMED) + " and others" : closed);
        }
    }

    private boolean shows(DescribedSecurity.Scheme scheme) {
        return switch (scheme.type()) {
            case "apiKey" ->
                scheme.place().equals("header")
                        && configuration.connection().headers().keySet().stream()
                                .anyMatch(header -> header.equalsIgnoreCase(scheme.parameter()));
            case "mutualTLS" -> configuration.connection().tls().certificate() != null;
            default -> false;
        };
    }

    @Override
    public void disconnect() {
        client.close();
    }

    @Override
    public HealthCheckResult healthCheck() {
        return client.healthCheck(configuration.healthPath());
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Optional<DescribedOperation> described = description.find(operation.name());
        HttpRequest request = described.isPresent()
                ? requests.of(described.get(), input, context)
                : requests.of(operation, input, context);
        if (operation.name().equals(RestOperations.API_CALL)) {
            return client.send(request, reply -> ApiCall.result(input, read(request, reply, ReplyReader.As.AUTO)));
        }
        ReplyReader.As as = RestRequests.responseType(input);
        if (described.isPresent() && configuration.checkReplies()) {
            DescribedReplies replies = described.get().replies();
            return client.send(request, reply -> checked(replies, reply, read(request, reply, as)));
        }
        return client.send(request, reply -> read(request, reply, as));
    }

    private static ExecutionResult checked(DescribedReplies replies, HttpReply reply, ExecutionResult result) {
        replies.mistake(reply.status(), reply.contentType(), result.output()).ifPresent(mistake -> {
            reply.discard();
            throw ConnectorException.of(
                            RestErrors.REPLY_UNEXPECTED,
                            "The reply is not what the API's description says: " + mistake
                                    + ". The call itself was made.")
                    .detail("status", reply.status())
                    .build();
        });
        return result;
    }

    private ExecutionResult read(HttpRequest request, HttpReply reply, ReplyReader.As as) {
        return reader.read(client.succeeded(request, reply), as);
    }

    /** The first segment of the endpoint, as far as it stands in the route: what lies below it changes together. */
    @Override
    public Optional<String> resource(Operation operation, Map<String, Object> input) {
        Optional<DescribedOperation> described = description.find(operation.name());
        if (described.isPresent()) {
            return RequestTarget.resource(described.get().path());
        }
        String name = operation.resource() == null ? RestOperations.ENDPOINT : operation.resource();
        return RequestTarget.resource((String) input.getOrDefault(name, ""));
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        return fetch(request, ExecutionContext.EMPTY);
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request, ExecutionContext context) {
        requirePlain(request);
        pages.requireAskable(request.pagination());
        HttpTarget first = client.targets()
                .resolve(request.resource(), request.options().get(RestOperations.QUERY), context.parameters())
                .with(pages.parameters(request.pagination()));
        HttpTarget target = request.pagination()
                .cursor()
                .filter(cursor -> pages.cursorIsUrl())
                .map(url -> client.targets().link(first, url))
                .orElse(first);
        HttpRequest page = new HttpRequest(
                HttpMethod.GET,
                target,
                client.headers((Map<?, ?>) request.options().getOrDefault(RestOperations.HEADERS, Map.of())),
                RequestContent.Whole.NONE,
                RestRequests.timeout(request.options(), configuration.options()),
                false);
        return client.send(page, reply -> page(request, client.succeeded(page, reply)));
    }

    private FetchResponse page(FetchRequest request, HttpReply reply) {
        FetchResponse page = pages.read(request.pagination(), reply, reader.value(reply, ReplyReader.As.JSON));
        if (!pages.cursorIsUrl() || page.nextCursor().isEmpty()) {
            return page;
        }
        HttpTarget next =
                client.targets().link(reply.target(), page.nextCursor().get());
        return new FetchResponse(
                page.records(), page.total(), Optional.of(next.origin() + next.uri()), page.metadata());
    }

    private static void requirePlain(FetchRequest request) {
        if (!request.filters().isEmpty()
                || !request.sort().isEmpty()
                || !request.fields().isEmpty()) {
            throw ConnectorException.of(
                            ConnectorErrors.UNSUPPORTED,
                            "Filters, an order and a choice of fields differ from API to API: write them as this one"
                                    + " has them, as 'query'.")
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
