/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.configuration.Option;

/** Which database a connector talks to, and as whom. */
public record SqlConnection(
        @Option(
                "The JDBC URL. A relative SQLite file is relative to the folder of the declaration; its folder is created."
                        + " Either this, or the connector's 'provider' with 'database'.")
        String url,

        @Option("Where it runs, with a 'provider'. By default this machine, localhost.")
        String host,

        @Option(
                value = "Its port, with a 'provider'. By default the one that is usual for it.",
                min = "1",
                max = "65535")
        Integer port,

        @Option("The database's name, with a 'provider'; for SQLite its file.")
        String database,

        @Option("The database user.") String username,

        @Option(value = "The user's password.", secret = true)
        String password,

        @Option("The JDBC driver's class, for drivers that do not announce themselves. By default found by the URL.")
        String driver) {

    /** Leaves the password out, so that the record can be logged. */
    @Override
    public String toString() {
        return "SqlConnection[url=" + (url == null ? null : url.replaceAll("(?i)(password=)[^&;]*", "$1***"))
                + ", host=" + host + ", database=" + database + ", username=" + username
                + ", driver=" + driver + "]";
    }
}
