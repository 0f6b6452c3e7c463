/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.configuration.Option;

/** Which database a connector talks to, and as whom. */
public record SqlConnection(
        @Option("The JDBC URL. A relative SQLite file is relative to the folder of the declaration. Either this, or"
                + " 'provider' and 'database'.")
        String url,

        @Option("Instead of a URL: which database it is.") SqlProvider provider,

        @Option(value = "Where it runs, with 'provider'.", defaultValue = "localhost")
        String host,

        @Option(value = "Its port, with 'provider'. By default the one that is usual for it.", min = "1", max = "65535")
        Integer port,

        @Option("The database's name, with 'provider'; for SQLite its file.")
        String database,

        @Option("The database user.") String username,

        @Option(value = "The user's password.", secret = true)
        String password,

        @Option("The JDBC driver's class, for drivers that do not announce themselves.")
        String driver) {

    public SqlConnection {
        if ((url == null) == (provider == null)) {
            throw new IllegalArgumentException("'connection' needs either 'url', such as"
                    + " jdbc:postgresql://localhost:5432/orders, or 'provider' and 'database'"
                    + (url == null ? "; it has none of them." : ", not both."));
        }
        if (provider != null) {
            if (database == null) {
                throw new IllegalArgumentException(
                        "The option 'connection.database' is missing. 'connection.provider' needs it.");
            }
            url = provider.url(host, port, database);
        }
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

    /** Leaves the password out, so that the record can be logged. */
    @Override
    public String toString() {
        return "SqlConnection[url=" + url.replaceAll("(?i)(password=)[^&;]*", "$1***") + ", username=" + username
                + ", driver=" + driver + "]";
    }
}
