/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.TlsSettings;
import java.util.Map;

/** Which gRPC server a connector calls, and as whom. */
record GrpcConnection(
        @Option(
                value = "The server: grpc://host:port, or grpcs://host:port for an encrypted connection.",
                required = true)
        String url,

        @Option("Metadata of every call. A call's own of the same key wins. Values of keys that end with -bin are"
                + " Base64.")
        Map<String, Object> metadata,

        @Option("How the connector shows who it is.") AuthenticationSettings auth,

        @Option("How encrypted connections are made.") TlsSettings tls) {

    GrpcConnection {
        ServerAddress.of(url);
        try {
            new CallMetadata(metadata);
        } catch (ConnectorException e) {
            throw new IllegalArgumentException("'connection.metadata' cannot be sent. " + e.getMessage(), e);
        }
        metadata.keySet().forEach(GrpcConnection::requireHarmless);
        if (auth.queryParameter() != null) {
            throw new IllegalArgumentException("'connection.auth.queryParameter' does not fit: gRPC has no query"
                    + " parameters. Use 'connection.auth.header'.");
        }
    }

    private static void requireHarmless(String key) {
        if (key.equalsIgnoreCase("authorization") || key.equalsIgnoreCase("cookie")) {
            throw new IllegalArgumentException("'connection.metadata' must not hold '" + key
                    + "', because metadata are not kept secret. Use 'connection.auth'.");
        }
    }

    ServerAddress address() {
        return ServerAddress.of(url);
    }
}
