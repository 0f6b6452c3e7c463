/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.Locale;
import java.util.regex.Pattern;

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

    /** A name or an address, also of IPv6. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:-]+");

    /** Nothing that begins the parameters of a URL; H2's may be a path. */
    private static final Pattern DATABASE = Pattern.compile("[^?&;#%\\s]+");

    private final String format;
    private final int defaultPort;

    SqlProvider(String format, int defaultPort) {
        this.format = format;
        this.defaultPort = defaultPort;
    }

    /**
     * The URL.
     *
     * @param port null for the database's usual one
     * @throws IllegalArgumentException when a part would be read as something else within a URL
     */
    String url(String host, Integer port, String database) {
        if (this == SQLITE) {
            if (port != null) {
                throw new IllegalArgumentException("'connection.port' does not go with the provider 'sqlite', whose"
                        + " database is a file. Leave it out.");
            }
        } else {
            requirePlain("connection.host", host, HOST);
            requirePlain("connection.database", database, DATABASE);
        }
        String place = host.contains(":") ? "[" + host + "]" : host;
        return String.format(Locale.ROOT, format, place, port == null ? defaultPort : port, database);
    }

    private static void requirePlain(String option, String value, Pattern allowed) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + option + "' has the value '" + value
                    + "', which would mean something else within a URL. Expected a plain name; for any other URL"
                    + " give 'connection.url' in place of 'provider'.");
        }
    }
}
