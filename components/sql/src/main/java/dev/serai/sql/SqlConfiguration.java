/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.configuration.Option;
import java.util.ArrayList;
import java.util.List;

/** The part of a declaration that only SQL connectors have. */
public record SqlConfiguration(
        @Option("Which kind of database it is, when 'connection' has a host and a database in place of a URL.")
        SqlProvider provider,

        @Option("Which database.") SqlConnection connection,
        @Option("How the connections are used.") SqlOptions options) {

    public SqlConfiguration {
        if ((connection.url() == null) == (provider == null)) {
            throw new IllegalArgumentException("Expected either 'connection.url', such as"
                    + " jdbc:postgresql://localhost:5432/orders, or 'provider' with 'connection.database'; there "
                    + (provider == null ? "is none of them." : "are both."));
        }
        if (provider != null && connection.database() == null) {
            throw new IllegalArgumentException("The option 'connection.database' is missing. 'provider' needs it.");
        }
        if (provider == null) {
            requireNoParts(connection);
        }
        requireUsable(provider == null ? connection.url() : url(provider, connection));
    }

    /** The JDBC URL, as it is given or as the provider makes it. */
    String url() {
        return provider == null ? connection.url() : url(provider, connection);
    }

    private static String url(SqlProvider provider, SqlConnection connection) {
        String host = connection.host() == null ? "localhost" : connection.host();
        return provider.url(host, connection.port(), connection.database());
    }

    /** What a URL says by itself. */
    private static void requireNoParts(SqlConnection connection) {
        List<String> given = new ArrayList<>();
        if (connection.host() != null) {
            given.add("'connection.host'");
        }
        if (connection.port() != null) {
            given.add("'connection.port'");
        }
        if (connection.database() != null) {
            given.add("'connection.database'");
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(String.join(" and ", given) + (given.size() == 1 ? " goes" : " go")
                    + " with 'provider', not with 'connection.url'. Say it within the URL, such as"
                    + " jdbc:postgresql://localhost:5432/orders, or give 'provider' in place of the URL.");
        }
    }

    private static void requireUsable(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "'connection.url' must begin with 'jdbc:', such as jdbc:postgresql://localhost:5432/orders.");
        }
        if (url.startsWith(SqliteUrl.PREFIX) && SqliteUrl.isInMemory(url)) {
            throw new IllegalArgumentException(
                    "'connection.url' names an in-memory SQLite database. Every connection"
                            + " of the pool would have a database of its own. Name a file, such as jdbc:sqlite:data/orders.db.");
        }
    }
}
