/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.TlsSettings;
import dev.serai.http.HttpConnection;
import dev.serai.http.ProxySettings;
import java.util.List;
import java.util.Map;

/** Which server a connector's sockets are opened at, and as whom. */
record WebSocketConnection(
        @Option(value = "The base URL, ws or wss; every socket stays under it.", required = true)
        String url,

        @Option("Headers of every handshake.") Map<String, Object> headers,

        @Option("How the connector shows who it is, in the handshake.")
        AuthenticationSettings auth,

        @Option("How encrypted connections are made.") TlsSettings tls,

        @Option("The proxy that connections go through.") ProxySettings proxy) {

    WebSocketConnection {
        if (!url.matches("(?i)wss?://.+")) {
            throw new IllegalArgumentException(
                    "'connection.url' must be an absolute ws or wss URL, such as wss://feed.example.com.");
        }
        if (auth.type() == AuthenticationSettings.Type.NTLM) {
            throw new IllegalArgumentException(
                    "'connection.auth.type' must not be ntlm, with which no WebSocket can be opened.");
        }
        http(url, headers, auth, tls, proxy);
    }

    /** A handshake is an HTTP request. */
    HttpConnection http() {
        return http(url, headers, auth, tls, proxy);
    }

    private static HttpConnection http(
            String url,
            Map<String, Object> headers,
            AuthenticationSettings auth,
            TlsSettings tls,
            ProxySettings proxy) {
        return new HttpConnection("http" + url.substring("ws".length()), headers, auth, List.of(), tls, proxy);
    }
}
