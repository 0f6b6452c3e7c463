/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.TlsSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Which HTTP server a connector calls, and as whom. */
public record HttpConnection(
        @Option(value = "The base URL; every call stays under it. http or https.", required = true)
        String url,

        @Option("Headers of every request. A call's own header of the same name wins.")
        Map<String, Object> headers,

        @Option("How the connector shows who it is.") AuthenticationSettings auth,

        @Option("Other origins, such as https://files.example.com, that absolute URLs, redirects and links to a next"
                + " page may lead to. They are called without credentials.")
        List<String> allowedOrigins,

        @Option("How encrypted connections are made.") TlsSettings tls,

        @Option("The proxy that calls go through.") ProxySettings proxy) {

    public HttpConnection {
        URI base = Origin.parsed("connection.url", url);
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("'connection.url' must end with its path. Write credentials under"
                    + " 'connection.auth', and a query at each call.");
        }
        headers.keySet().forEach(HttpConnection::requireHarmless);
        allowedOrigins.forEach(Origin::ofSetting);
    }

    private static void requireHarmless(String header) {
        if (header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("Cookie")) {
            throw new IllegalArgumentException("'connection.headers' must not hold '" + header
                    + "', because headers are not kept secret. Use 'connection.auth'.");
        }
    }

    boolean isNtlm() {
        return auth.type() == AuthenticationSettings.Type.NTLM;
    }

    /** Where calls may go. */
    public Origins origins() {
        return new Origins(
                Origin.of(URI.create(url)),
                allowedOrigins.stream().map(Origin::ofSetting).toList());
    }
}
