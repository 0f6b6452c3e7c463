/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.configuration.Option;

/** The proxy that a connector's calls go through; none without a host. */
public record ProxySettings(
        @Option("Its name or address. Without one there is no proxy.")
        String host,

        @Option(value = "Its port.", defaultValue = "3128", min = "1", max = "65535")
        int port,

        @Option(value = "What it speaks: http, socks4 or socks5.", defaultValue = "http")
        Type type,

        @Option("The user that it knows.") String username,

        @Option(value = "The user's password.", secret = true)
        String password) {

    /** What a proxy speaks. */
    public enum Type {
        HTTP,
        SOCKS4,
        SOCKS5
    }

    public ProxySettings {
        if (host == null && username != null) {
            throw new IllegalArgumentException("'connection.proxy.host' is missing.");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "'connection.proxy.username' and 'connection.proxy.password' go together: give both or neither.");
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return host == null ? "no proxy" : type + " " + host + ":" + port;
    }
}
