/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.time.Duration;

/** How a connector's HTTP calls are made. */
public record HttpOptions(
        @Option(value = "How long opening a connection may take.", defaultValue = "10s", min = "1ms", max = "5m")
        Duration connectTimeout,

        @Option(
                value = "How long one request may take, from the wait for a connection to the reply's last byte. A call"
                        + " may set its own.",
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

        @Option(
                value = "Connections in all. Each origin that may be called has its share of them.",
                defaultValue = "100",
                min = "1",
                max = "10000")
        int maxConnections,

        @Option(value = "Connections to one host.", defaultValue = "20", min = "1", max = "10000")
        int maxConnectionsPerHost,

        @Option(
                value = "Whether the server's certificate is checked. Switch it off for tests only.",
                defaultValue = "true")
        boolean verifyTls,

        @Option(
                value = "The largest reply that is accepted, once it is unpacked. A streamed reply has no bound.",
                defaultValue = "10MB",
                min = "1B",
                max = "1GB")
        ByteSize maxResponseSize,

        @Option(value = "How many redirects one call follows; 0 for none.", defaultValue = "5", min = "0", max = "50")
        int maxRedirects,

        @Option(
                value =
                        "Whether cookies are kept, in memory until the connector stops, and sent back to the host that set"
                                + " them.",
                defaultValue = "false")
        boolean cookies,

        @Option(value = "The header that carries the idempotency key.", defaultValue = "Idempotency-Key")
        String idempotencyHeader,

        @Option(
                value = "Whether the API runs a repeated request with the same key only once, so that POST and PATCH"
                        + " with a key may be repeated.",
                defaultValue = "false")
        boolean idempotencyKeysHonoured) {

    /** @throws IllegalArgumentException when there are more origins than connections */
    public void requireConnections(HttpConnection connection) {
        int origins = connection.origins().count();
        if (maxConnections < origins) {
            throw new IllegalArgumentException("'options.maxConnections' is " + maxConnections + ", but " + origins
                    + " origins may be called, with 'connection.allowedOrigins'. Each needs one.");
        }
    }
}
