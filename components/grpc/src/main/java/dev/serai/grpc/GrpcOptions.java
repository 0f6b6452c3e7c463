/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.time.Duration;

/** How a connector's gRPC calls are made. */
record GrpcOptions(
        @Option(value = "How long opening a connection may take.", defaultValue = "10s", min = "1ms", max = "5m")
        Duration connectTimeout,

        @Option(
                value = "How long one call may take, from the wait for a connection to the last message; the server is"
                        + " told it as the deadline. A call may set its own. What a route receives has no deadline.",
                defaultValue = "30s",
                min = "1ms",
                max = "1h")
        Duration requestTimeout,

        @Option(value = "How long an unused connection is kept.", defaultValue = "5m", min = "1s", max = "24h")
        Duration idleTimeout,

        @Option(
                value =
                        "After what silence a connection with calls under way is tested by a ping, so that one that died"
                                + " unseen is found out. By default it is not; a server may refuse pings that come more often"
                                + " than every 5 minutes.",
                min = "10s",
                max = "24h")
        Duration keepAlive,

        @Option(
                value = "Whether the server's certificate is checked. Switch it off for tests only.",
                defaultValue = "true")
        boolean verifyTls,

        @Option(value = "The largest message that is accepted.", defaultValue = "10MB", min = "1B", max = "1GB")
        ByteSize maxMessageSize,

        @Option(
                value = "How much the messages of one list may have together, when a call gathers a stream.",
                defaultValue = "100MB",
                min = "1B",
                max = "1GB")
        ByteSize maxListSize,

        @Option(value = "The metadata key that carries the idempotency key.", defaultValue = "idempotency-key")
        String idempotencyMetadata,

        @Option(
                value = "Whether the server runs a repeated call with the same key only once, so that a call with a key"
                        + " may be repeated.",
                defaultValue = "false")
        boolean idempotencyKeysHonoured) {

    GrpcOptions {
        if (!CallMetadata.mayBeText(idempotencyMetadata)) {
            throw new IllegalArgumentException("'options.idempotencyMetadata' must be a metadata key for text, such as"
                    + " idempotency-key: made of a-z, 0-9, '-', '_' and '.', not beginning with grpc-, not ending with"
                    + " -bin.");
        }
    }
}
