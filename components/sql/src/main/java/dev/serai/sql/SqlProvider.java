/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

/** Databases whose JDBC URL can be made from a host, a port and a name. */
enum SqlProvider {
    POSTGRESQL("jdbc:postgresql://%s:%d/%s", 5432),
    MYSQL("jdbc:mysql://%s:%d/%s", 3306),
    MARIADB("jdbc:mariadb://%s:%d/%s", 3306),
    ORACLE("jdbc:oracle:thin:@//%s:%d/%s", 1521),
    SQLSERVER("jdbc:sqlserver://%s:%d;databaseName=%s", 1433),
    H2("jdbc:h2:tcp://%s:%d/%s", 9092),
    /** Its database is a file; there is no host. */
    SQLITE("jdbc:sqlite:%3$s", 0);

    private final String format;
    private final int defaultPort;

    SqlProvider(String format, int defaultPort) {
        this.format = format;
        this.defaultPort = defaultPort;
    }

    /** @param port null for the database's usual one */
    String url(String host, Integer port, String database) {
        return String.format(format, host, port == null ? defaultPort : port, database);
    }
}
