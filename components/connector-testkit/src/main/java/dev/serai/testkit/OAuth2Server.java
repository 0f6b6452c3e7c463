/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * An OAuth 2.0 authorization server. It gives signed tokens to any client, each token another one; a refresh token is used
 * up by its use, and the answer brings the next. Thread-safe.
 */
public final class OAuth2Server implements AutoCloseable {

    private static final String ISSUER = "default";

    private final MockWebServerWrapper http = new MockWebServerWrapper();
    private final MockOAuth2Server server;
    private final Queue<MockResponse> told = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new ArrayList<>();
    private volatile Duration tokenLife = Duration.ofHours(1);

    private OAuth2Server() {
        OAuth2Config rotating =
                new OAuth2Config(false, null, null, true, new OAuth2TokenProvider(), Set.of(new Tokens()), http);
        server = new MockOAuth2Server(rotating, new Route[0]);
        server.start(InetAddress.getLoopbackAddress(), 0);
        Dispatcher usual = web().getDispatcher();
        web().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                MockResponse next = told.poll();
                return next == null ? usual.dispatch(request) : next;
            }
        });
    }

    /** A running server. */
    public static OAuth2Server start() {
        return new OAuth2Server();
    }

    /** Where tokens are given out, by plain HTTP. */
    public String tokenUrl() {
        return "http://localhost:" + web().getPort() + "/" + ISSUER + "/token";
    }

    /** How long the tokens are valid that it gives from now on; one hour at the start. */
    public void tokenLife(Duration life) {
        tokenLife = life;
    }

    /** Answers the next request with this, whatever it asks for. */
    public void answerNext(int status, String json) {
        told.add(new MockResponse()
                .setResponseCode(status)
                .addHeader("Content-Type", "application/json")
                .setBody(json));
    }

    /** Every token request since the start, oldest first. */
    public synchronized List<Asked> requests() {
        try {
            for (RecordedRequest next = web().takeRequest(0, TimeUnit.MILLISECONDS);
                    next != null;
                    next = web().takeRequest(0, TimeUnit.MILLISECONDS)) {
                asked.add(new Asked(
                        next.getHeader("Authorization"), next.getBody().readString(StandardCharsets.UTF_8)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(asked);
    }

    private MockWebServer web() {
        return http.getMockWebServer();
    }

    @Override
    public void close() {
        server.shutdown();
    }

    /**
     * A token request.
     *
     * @param authorization the header of that name, or null
     * @param form the request's body
     */
    public record Asked(String authorization, String form) {}

    /** Tokens of the wanted life, no two of them equal even within a second. */
    private final class Tokens extends DefaultOAuth2TokenCallback {

        Tokens() {
            super(ISSUER);
        }

        @Override
        public long tokenExpiry() {
            return tokenLife.toSeconds();
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            return Map.of("nonce", UUID.randomUUID().toString());
        }
    }
}
