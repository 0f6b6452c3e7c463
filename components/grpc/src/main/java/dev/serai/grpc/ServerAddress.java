/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server is.
 *
 * @param encrypted whether the connection is
 * @param host a name or an address; of version 6 in brackets
 */
record ServerAddress(boolean encrypted, String host, int port) {

    private static final String EXPECTED =
            " Expected grpc://host:port, or grpcs://host:port for an encrypted connection.";

    /** @throws IllegalArgumentException when the text is no such address, with what to write */
    static ServerAddress of(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("is not a URL: " + e.getReason() + ".");
        }
        boolean encrypted = "grpcs".equalsIgnoreCase(url.getScheme());
        if (!encrypted && !"grpc".equalsIgnoreCase(url.getScheme())) {
            throw refused(url.getScheme() == null ? "has no scheme." : "has the scheme '" + url.getScheme() + "'.");
        }
        if (url.getRawUserInfo() != null) {
            throw refused("must hold no user. Write credentials under 'connection.auth'.");
        }
        if (url.getHost() == null || url.getPort() < 1 || url.getPort() > 65535) {
            throw refused("has no host and port.");
        }
        if (!(url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw refused("must end with the port. The service and method stand at each call.");
        }
        return new ServerAddress(encrypted, url.getHost(), url.getPort());
    }

    private static IllegalArgumentException refused(String sentence) {
        return new IllegalArgumentException("'connection.url' " + sentence + EXPECTED);
    }

    /** As messages name the server: {@code inventory.example.com:443}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
