/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.AuthenticationProviders;
import dev.serai.connector.authentication.Credentials;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** Calls one HTTP API. Thread-safe; no thread waits for a reply. */
final class RestConnector implements Connector {

    private final Caller caller;
    private final RestConfiguration configuration;
    private final ConnectorEnvironment environment;
    private final CamelContext camelContext;
    private final URI baseUrl;
    private final RequestTarget target;
    private final ReplyReader reader;
    private final RestFailures failures;
    private volatile Open open;

    RestConnector(String name, RestConfiguration configuration, ConnectorEnvironment environment) {
        this.caller = new Caller(name, null);
        this.configuration = configuration;
        this.environment = environment;
        this.camelContext = environment.camelContext();
        this.baseUrl = URI.create(configuration.connection().url());
        this.target = new RequestTarget(baseUrl);
        this.reader = new ReplyReader(environment.redaction());
        this.failures = new RestFailures(baseUrl.getAuthority(), configuration.options(), environment.redaction());
    }

    @Override
    public ConnectorMetadata metadata() {
        return RestOperations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.HEALTH_CHECK, Capability.CANCELLATION)
                .withIf(configuration.options().idempotencyKeysHonoured(), Capability.IDEMPOTENCY_KEYS);
    }

    /** Makes the client. Nothing is asked of the server yet: an API may be served by the very routes that start next. */
    @Override
    public synchronized void connect() {
        if (open != null) {
            throw caller.alreadyConnected();
        }
        RequestHeaders headers = headers();
        AuthenticationProvider authentication =
                AuthenticationProviders.of(configuration.connection().auth(), caller.connector(), environment);
        try {
            Vertx vertx = SharedVertx.of(camelContext);
            // Cached, because its threads run on into the caller's steps: with a bounded pool, steps that wait for
            // another reply of this connector would take every thread that could bring it.
            ExecutorService replies =
                    camelContext.getExecutorServiceManager().newCachedThreadPool(this, "rest-" + caller.connector());
            open = new Open(
                    vertx, vertx.createHttpClient(clientOptions(), poolOptions()), headers, authentication, replies);
        } catch (Exception e) {
            authentication.close();
            throw caller.failure(ConnectorErrors.UNEXPECTED, "The HTTP client cannot be made: " + e.getMessage() + ".")
                    .cause(e)
                    .build();
        }
    }

    private RequestHeaders headers() {
        try {
            return new RequestHeaders(configuration.connection().headers());
        } catch (ConnectorException e) {
            throw e.named(caller.connector(), null);
        }
    }

    private HttpClientOptions clientOptions() {
        RestConfiguration.Options options = configuration.options();
        return new HttpClientOptions()
                .setSsl(baseUrl.getScheme().equalsIgnoreCase("https"))
                .setTrustAll(!options.verifyTls())
                .setVerifyHost(options.verifyTls())
                .setConnectTimeout((int) options.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) options.idleTimeout().toSeconds());
    }

    private PoolOptions poolOptions() {
        RestConfiguration.Options options = configuration.options();
        return new PoolOptions().setHttp1MaxSize(Math.min(options.maxConnections(), options.maxConnectionsPerHost()));
    }

    @Override
    public synchronized void disconnect() {
        if (open != null) {
            open.client.close();
            open.authentication.close();
            camelContext.getExecutorServiceManager().shutdown(open.replies);
            open = null;
        }
    }

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            Open now = requireOpen();
            int status = status(now, HttpMethod.HEAD);
            if (status >= 400) {
                status = status(now, HttpMethod.GET);
            }
            if (status >= 500) {
                throw new IllegalStateException(baseUrl.getAuthority() + " answers " + status + ".");
            }
            return baseUrl.getAuthority() + " answers " + status + ".";
        });
    }

    private int status(Open now, HttpMethod method) {
        Request request =
                new Request(method, target.resolve("", null, parameter -> null), now.headers.of(Map.of()), null);
        try {
            return call(now, request, HttpReply::status).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException known ? known.named(caller.connector(), null) : e;
        }
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Open now = requireOpen();
        String path = target.resolve(
                (String) input.get(RestOperations.ENDPOINT), input.get(RestOperations.QUERY), context.parameters());
        MultiMap headers = now.headers.of((Map<?, ?>) input.getOrDefault(RestOperations.HEADERS, Map.of()));
        RequestBody body = body(input.get(RestOperations.BODY), headers, context);
        if (!operation.readOnly() && !headers.contains(configuration.options().idempotencyHeader())) {
            context.idempotencyKey()
                    .ifPresent(key ->
                            RequestHeaders.set(headers, configuration.options().idempotencyHeader(), key));
        }
        Request request = new Request(HttpMethod.valueOf(operation.name()), path, headers, body.bytes());
        return call(now, request, reply -> result(request.shown(), reply));
    }

    /** The first segment of the endpoint, as far as it stands in the route: what lies below it changes together. */
    @Override
    public Optional<String> resource(Operation operation, Map<String, Object> input) {
        return RequestTarget.resource((String) input.getOrDefault(RestOperations.ENDPOINT, ""));
    }

    private RequestBody body(Object value, MultiMap headers, ExecutionContext context) {
        Object declared = headers.contains("Content-Type")
                ? headers.get("Content-Type")
                : context.parameters().apply("Content-Type");
        RequestBody body = RequestBody.of(value, declared == null ? null : declared.toString());
        if (body.contentType() != null && !headers.contains("Content-Type")) {
            RequestHeaders.set(headers, "Content-Type", body.contentType());
        }
        return body;
    }

    private <T> AuthenticatedCall<T> call(Open now, Request request, Function<HttpReply, T> reading) {
        return AuthenticatedCall.begin(
                now.authentication,
                credentials -> send(now, request, credentials),
                reading,
                failure -> failures.failed(request.shown(), failure),
                now.replies);
    }

    private HttpCall send(Open now, Request request, Credentials credentials) {
        MultiMap headers = HttpHeaders.headers().addAll(request.headers);
        credentials.headers().forEach((name, value) -> RequestHeaders.set(headers, name, value));
        RequestOptions target = new RequestOptions()
                .setMethod(request.method)
                .setHost(baseUrl.getHost())
                .setPort(port())
                .setURI(RequestTarget.with(request.path, credentials.queryParameters()))
                .setHeaders(headers);
        RestConfiguration.Options options = configuration.options();
        return HttpCall.send(
                now.vertx,
                now.client,
                target,
                request.body,
                options.requestTimeout(),
                options.maxResponseSize().bytes());
    }

    private ExecutionResult result(String request, HttpReply reply) {
        if (!reply.succeeded()) {
            throw failures.refused(request, reply);
        }
        return reader.read(reply);
    }

    private Open requireOpen() {
        Open now = open;
        if (now == null) {
            throw caller.notConnected();
        }
        return now;
    }

    private int port() {
        if (baseUrl.getPort() > 0) {
            return baseUrl.getPort();
        }
        return baseUrl.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** What exists between connect and disconnect. */
    private record Open(
            Vertx vertx,
            HttpClient client,
            RequestHeaders headers,
            AuthenticationProvider authentication,
            ExecutorService replies) {}

    /** What is sent, but for the credentials. */
    private record Request(HttpMethod method, String path, MultiMap headers, Buffer body) {

        /** For messages: without the query, which may hold what nobody should read. */
        String shown() {
            int mark = path.indexOf('?');
            return method + " " + (mark < 0 ? path : path.substring(0, mark));
        }
    }
}
