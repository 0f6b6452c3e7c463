/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/** What a declaration of type {@code rest} says. */
record RestConfiguration(
        @Option("Which API, and as whom.") Connection connection,

        @Option("How calls are made.") Options options) {

    /** Which API. */
    record Connection(
            @Option(value = "The base URL; every call stays under it. http or https.", required = true)
            String url,

            @Option("Headers of every request. A call's own header of the same name wins.")
            Map<String, Object> headers,

            @Option("How the connector shows who it is.") AuthenticationSettings auth) {

        Connection {
            URI base = parsed(url);
            boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
            if (!http || base.getHost() == null) {
                throw new IllegalArgumentException(
                        "'connection.url' must be an absolute http or https URL, such as https://api.example.com/v1.");
            }
            if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
                throw new IllegalArgumentException("'connection.url' must end with its path. Write credentials under"
                        + " 'connection.auth', and a query at each call.");
            }
            headers.keySet().forEach(Connection::requireHarmless);
        }

        private static URI parsed(String url) {
            try {
                return new URI(url);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("'connection.url' is not a URL: " + e.getReason() + ".");
            }
        }

        private static void requireHarmless(String header) {
            if (header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("Cookie")) {
                throw new IllegalArgumentException("'connection.headers' must not hold '" + header
                        + "', because headers are not kept secret. Use 'connection.auth'.");
            }
        }
    }

    /** How calls are made. */
    record Options(
            @Option(value = "How long opening a connection may take.", defaultValue = "10s", min = "1ms", max = "5m")
            Duration connectTimeout,

            @Option(
                    value = "How long one request may take, from the wait for a connection to the reply's last byte.",
                    defaultValue = "30s",
                    min = "1ms",
                    max = "1h")
            Duration requestTimeout,

            @Option(
                    value = "How long an unused connection is kept; whole seconds count.",
                    defaultValue = "5m",
                    min = "1s",
                    max = "24h")
            Duration idleTimeout,

            @Option(value = "Connections in all.", defaultValue = "100", min = "1", max = "10000")
            int maxConnections,

            @Option(
                    value = "Connections to one host. All calls of a connector go to one host.",
                    defaultValue = "20",
                    min = "1",
                    max = "10000")
            int maxConnectionsPerHost,

            @Option(
                    value = "Whether the server's certificate is checked. Switch it off for tests only.",
                    defaultValue = "true")
            boolean verifyTls,

            @Option(value = "The largest reply that is accepted.", defaultValue = "10MB", min = "1B", max = "1GB")
            ByteSize maxResponseSize,

            @Option(value = "The header that carries the idempotency key.", defaultValue = "Idempotency-Key")
            String idempotencyHeader,

            @Option(
                    value = "Whether the API runs a repeated request with the same key only once, so that POST and"
                            + " PATCH with a key may be repeated.",
                    defaultValue = "false")
            boolean idempotencyKeysHonoured) {}
}
