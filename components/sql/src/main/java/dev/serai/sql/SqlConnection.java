/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.configuration.Option;

/** Which database a connector talks to, and as whom. */
public record SqlConnection(
        @Option(
                value =
                        "The JDBC URL. A relative SQLite file is relative to the folder of the declaration; its folder is"
                                + " created.",
                required = true)
        String url,

        @Option("The database user.") String username,

        @Option(value = "The user's password.", secret = true)
        String password,

        @Option("The JDBC driver's class, for drivers that do not announce themselves. By default found by the URL.")
        String driver) {

    public SqlConnection {
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
        return "SqlConnection[url=" + url + ", username=" + username + ", driver=" + driver + "]";
    }
}
