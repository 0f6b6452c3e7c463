/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.Overflow;
import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import dev.serai.http.Heartbeat;
import dev.serai.http.HttpOptions;
import java.time.Duration;

/** How a connector's sockets are opened and kept. */
record WebSocketOptions(
        @Option(value = "How long opening a connection may take.", defaultValue = "10s", min = "1ms", max = "5m")
        Duration connectTimeout,

        @Option(
                value = "How long one call may take: opening a socket where none is open, sending, and waiting for the"
                        + " reply or message. A call may set its own.",
                defaultValue = "30s",
                min = "1ms",
                max = "1h")
        Duration requestTimeout,

        @Option(
                value = "Whether the server's certificate is checked. Switch it off for tests only.",
                defaultValue = "true")
        boolean verifyTls,

        @Option(value = "The largest message that is accepted.", defaultValue = "10MB", min = "1B", max = "1GB")
        ByteSize maxMessageSize,

        @Option(value = "How often the server is pinged; 0s for never.", defaultValue = "20s", min = "0s", max = "1h")
        Duration pingInterval,

        @Option(
                value = "How long the server may stay silent after a ping before the socket is given up.",
                defaultValue = "10s",
                min = "1ms",
                max = "1h")
        Duration pongTimeout,

        @Option(
                value = "How many messages that answer no request are kept for 'receive'.",
                defaultValue = "1000",
                min = "1",
                max = "100000")
        int buffer,

        @Option(
                value = "What happens when as many are kept: the oldest or the newest is dropped, or nothing more is"
                        + " read, not even replies, until one is received.",
                defaultValue = "dropOldest")
        Overflow overflow) {

    /** How the handshakes are made, and the connections below the sockets. */
    HttpOptions http() {
        return new HttpOptions(
                connectTimeout,
                requestTimeout,
                Duration.ofMinutes(5),
                1,
                1,
                verifyTls,
                maxMessageSize,
                0,
                false,
                "Idempotency-Key",
                false);
    }

    Heartbeat heartbeat() {
        return new Heartbeat(pingInterval, pongTimeout);
    }
}
