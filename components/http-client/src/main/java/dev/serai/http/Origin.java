/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The scheme, host and port of a URL, which decide whom a request reaches.
 *
 * @param tls whether the scheme is https
 * @param host in small letters
 * @param port also where the URL names none
 */
public record Origin(boolean tls, String host, int port) {

    /** @param uri absolute, http or https */
    static Origin of(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        return new Origin(tls, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** @throws IllegalArgumentException when it is not an absolute http or https URL without anything behind the port */
    static Origin ofSetting(String text) {
        URI uri = parsed("connection.allowedOrigins", text);
        boolean more = uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (more) {
            throw new IllegalArgumentException("'connection.allowedOrigins' holds '" + text
                    + "'. An origin ends with its host or port, such as https://files.example.com:8443.");
        }
        return of(uri);
    }

    /** @throws IllegalArgumentException when it is not an absolute http or https URL */
    static URI parsed(String option, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + option + "' is not a URL: " + e.getReason() + ".");
        }
        if (!isHttp(uri)) {
            throw new IllegalArgumentException(
                    "'" + option + "' must be an absolute http or https URL, such as https://api.example.com/v1.");
        }
        return uri;
    }

    static boolean isHttp(URI uri) {
        return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null;
    }

    /** As a URL: {@code https://api.example.com}; the port where it is not the usual one. */
    @Override
    public String toString() {
        boolean usual = port == (tls ? 443 : 80);
        return (tls ? "https://" : "http://") + host + (usual ? "" : ":" + port);
    }
}
