/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.http.NtlmUser.Introduction;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;

/** A connection that the server knows the user of, or will, and another one when it was closed. For one call at a time. */
final class NtlmConnection {

    private static final String SCHEME = "NTLM ";
    private static final int UNAUTHORIZED = 401;

    private final NtlmUser user;

    /** Has one connection at most. */
    private final HttpClient client;

    /** The one that the server knows the user of. */
    private volatile HttpConnection known;

    NtlmConnection(NtlmUser user, HttpClient client) {
        this.user = user;
        this.client = client;
    }

    /**
     * A request that can be sent. It fails with an {@link NtlmFailure}, or because there is no connection.
     *
     * @param patience how long the server may take for its challenge
     */
    Future<HttpClientRequest> request(RequestOptions options, Duration patience) {
        return client.request(options)
                .compose(request ->
                        isKnown(request) ? Future.succeededFuture(request) : introduced(request, options, patience));
    }

    private boolean isKnown(HttpClientRequest request) {
        return request.connection().equals(known);
    }

    /**
     * The server gives its challenge before the request itself is sent. HEAD asks for it, because a server that asks
     * nobody who he is would do what another method says.
     */
    private Future<HttpClientRequest> introduced(HttpClientRequest request, RequestOptions options, Duration patience) {
        Introduction introduction;
        try {
            introduction = user.begin();
        } catch (NtlmFailure e) {
            request.reset();
            return Future.failedFuture(e);
        }
        HttpConnection connection = request.connection();
        // The call itself may be over by then, but the connection must come free.
        request.idleTimeout(patience.toMillis());
        request.setMethod(HttpMethod.HEAD).putHeader(HttpHeaders.AUTHORIZATION, SCHEME + introduction.first());
        request.headers().remove(HttpHeaders.CONTENT_TYPE);
        return request.send().compose(response -> response.end().map(response)).compose(response -> client.request(
                        options)
                .compose(next -> answered(next, connection, introduction, challenge(response))));
    }

    private static Future<HttpClientRequest> answered(
            HttpClientRequest next, HttpConnection connection, Introduction introduction, Optional<String> challenge) {
        try {
            if (challenge.isPresent()) {
                if (!next.connection().equals(connection)) {
                    throw new NtlmFailure("it closes the connection, which NTLM needs open, after its challenge", null);
                }
                next.putHeader(HttpHeaders.AUTHORIZATION, SCHEME + introduction.answer(challenge.get()));
            }
            return Future.succeededFuture(next);
        } catch (NtlmFailure e) {
            next.reset();
            return Future.failedFuture(e);
        }
    }

    /** Without one, the server asks nobody who he is, or in another way; the request itself will tell. */
    private static Optional<String> challenge(HttpClientResponse response) {
        return response.headers().getAll("WWW-Authenticate").stream()
                .filter(header -> response.statusCode() == UNAUTHORIZED && header.startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()).strip())
                .findFirst();
    }

    /** Learns from what the server answers to a request whether it knows the user. */
    void learn(HttpClientResponse response) {
        known = response.statusCode() == UNAUTHORIZED
                ? null
                : response.request().connection();
    }

    /** Whether a request that was refused with 401 was sent in the belief that the server knows the user. */
    static boolean wasForgotten(HttpClientResponse response) {
        return response.statusCode() == UNAUTHORIZED
                && !response.request().headers().contains(HttpHeaders.AUTHORIZATION);
    }

    void close() {
        client.close();
    }
}
