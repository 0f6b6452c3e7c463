/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;

/** Calls one HTTP API. Thread-safe; no thread waits for a reply. */
final class RestConnector implements Connector {

    private final String name;
    private final RestConfiguration configuration;
    private final CamelContext camelContext;
    private final URI baseUrl;
    private final RequestTarget target;
    private final ReplyReader reader;
    private final RestFailures failures;
    private volatile Open open;

    RestConnector(String name, RestConfiguration configuration, CamelContext camelContext) {
        this.name = name;
        this.configuration = configuration;
        this.camelContext = camelContext;
        this.baseUrl = URI.create(configuration.connection().url());
        this.target = new RequestTarget(baseUrl);
        Redaction redaction =
                new Redaction(Credentials.of(configuration.connection().auth()).secrets());
        this.reader = new ReplyReader(redaction);
        this.failures = new RestFailures(baseUrl.getAuthority(), configuration.options(), redaction);
    }

    @Override
    public ConnectorMetadata metadata() {
        return RestOperations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.HEALTH_CHECK)
                .withIf(configuration.options().idempotencyKeysHonoured(), Capability.IDEMPOTENCY_KEYS);
    }

    /** Makes the client. Nothing is asked of the server yet: an API may be served by the very routes that start next. */
    @Override
    public synchronized void connect() {
        if (open != null) {
            throw ConnectorException.of(ConnectorErrors.ALREADY_CONNECTED, "It is connected already.")
                    .connector(name)
                    .build();
        }
        RequestHeaders headers = headers();
        try {
            Vertx vertx = SharedVertx.of(camelContext);
            // Cached, because its threads run on into the caller's steps: with a bounded pool, steps that wait for
            // another reply of this connector would take every thread that could bring it.
            ExecutorService replies =
                    camelContext.getExecutorServiceManager().newCachedThreadPool(this, "rest-" + name);
            open = new Open(vertx, vertx.createHttpClient(clientOptions(), poolOptions()), headers, replies);
        } catch (Exception e) {
            throw ConnectorException.of(
                            ConnectorErrors.UNEXPECTED, "The HTTP client cannot be made: " + e.getMessage() + ".")
                    .connector(name)
                    .cause(e)
                    .build();
        }
    }

    private RequestHeaders headers() {
        try {
            return new RequestHeaders(
                    configuration.connection().headers(),
                    Credentials.of(configuration.connection().auth()));
        } catch (ConnectorException e) {
            throw e.named(name, null);
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
        String path = target.resolve("", null, parameter -> null);
        try {
            return send(now, method, path, now.headers.of(Map.of()), null)
                    .join()
                    .status();
        } catch (CompletionException e) {
            throw unwrap(e) instanceof ConnectorException known ? known.named(name, null) : e;
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
        return send(now, HttpMethod.valueOf(operation.name()), path, headers, body.bytes())
                .whenCompleteAsync((reply, failure) -> {}, task -> handOver(now.replies, task))
                .thenApply(reply -> result(operation.name() + " " + pathOnly(path), reply));
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

    /** Fails with a {@link ConnectorException} when no reply came. */
    private CompletableFuture<HttpReply> send(Open now, HttpMethod method, String path, MultiMap headers, Buffer body) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost(baseUrl.getHost())
                .setPort(port())
                .setURI(path)
                .setHeaders(headers);
        RestConfiguration.Options options = configuration.options();
        return HttpCall.send(
                        now.vertx,
                        now.client,
                        request,
                        body,
                        options.requestTimeout(),
                        options.maxResponseSize().bytes())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failures.failed(method + " " + pathOnly(path), (HttpCallFailure) unwrap(failure))));
    }

    private ExecutionResult result(String request, HttpReply reply) {
        if (!reply.succeeded()) {
            throw failures.refused(request, reply);
        }
        return reader.read(reply);
    }

    /**
     * The caller's route goes on in the thread that completes its call, and its steps may block: never an event loop.
     * Only when the connector was closed under a call is there no other thread left to tell the caller so.
     */
    private static void handOver(ExecutorService replies, Runnable task) {
        try {
            replies.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private Open requireOpen() {
        Open now = open;
        if (now == null) {
            throw ConnectorException.of(ConnectorErrors.NOT_CONNECTED, "It is not connected.")
                    .connector(name)
                    .neverSent()
                    .build();
        }
        return now;
    }

    private int port() {
        if (baseUrl.getPort() > 0) {
            return baseUrl.getPort();
        }
        return baseUrl.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** A query may hold what nobody should read in a message. */
    private static String pathOnly(String path) {
        int mark = path.indexOf('?');
        return mark < 0 ? path : path.substring(0, mark);
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** What exists between connect and disconnect. */
    private record Open(Vertx vertx, HttpClient client, RequestHeaders headers, ExecutorService replies) {}
}
