/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Speaks the server's protocol over the JDK's HTTP client. Thread-safe. */
final class KeyValueClient {

    private final KeyValueConfiguration configuration;
    private final KeyValueFailures failures;
    private final String authorization;
    private final HttpClient client;
    private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    /** @param threads run what follows an answer; it may block */
    KeyValueClient(KeyValueConfiguration configuration, Executor threads) {
        this.configuration = configuration;
        this.failures = new KeyValueFailures(configuration);
        String user = configuration.connection().username() + ":"
                + configuration.connection().password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.options().requestTimeout())
                .executor(threads)
                .build();
    }

    /** What the credentials look like on their way; as secret as the password itself. */
    String derivedSecret() {
        return authorization.substring("Basic ".length());
    }

    /** Asks whether the server is there and lets us in. */
    void ping(Caller caller) {
        callAndWait(caller, "GET", "/", null);
    }

    /** @throws ConnectorException when the call fails */
    String callAndWait(Caller caller, String method, String path, String body) {
        try {
            return call(caller, method, path, body, null).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException known ? known : e;
        }
    }

    /**
     * Makes a call. Cancelling it breaks its connection.
     *
     * @param body null for none
     * @param idempotencyKey null for none
     * @return completes with the answer's text, or with a {@link ConnectorException}
     */
    CompletableFuture<String> call(Caller caller, String method, String path, String body, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(configuration.connection().url() + path))
                .timeout(configuration.options().requestTimeout())
                .header("Authorization", authorization)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request.build(), BodyHandlers.ofString());
        long number = calls.incrementAndGet();
        underWay.put(number, exchange);
        CompletableFuture<?> unused = exchange.whenComplete((answer, failure) -> underWay.remove(number));
        return Cancellable.then(
                exchange, answer -> failures.textOf(caller, answer), failure -> failures.broken(caller, failure));
    }

    /**
     * Ends the calls under way. The JDK's client of Java 17 cannot be closed: it lets its connections and its thread go
     * once nobody knows it any more.
     */
    void close() {
        underWay.values().forEach(call -> call.cancel(true));
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
