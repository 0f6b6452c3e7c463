/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.MariaDbServer;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Locale;

/** The kinds of database that every operation is tried on. One that is a server runs once for all test classes. */
enum Kind {
    SQLITE,
    H2,
    /** Stands in for Oracle's. */
    H2_ORACLE,
    POSTGRESQL,
    MARIADB,
    /** MariaDB again, through the driver that MySQL has. */
    MARIADB_BY_MYSQLS_DRIVER;

    /**
     * The declaration of a connector to an empty database of this kind, in YAML flow style.
     *
     * @param folder where databases that are files lie; the same one is found there again
     * @param more what follows; may be empty
     */
    String declaration(Path folder, String more) {
        return "connection: {" + connection(folder) + "}" + (more.isEmpty() ? "" : ", " + more);
    }

    private String connection(Path folder) {
        return switch (this) {
            case SQLITE -> "url: 'jdbc:sqlite:data/test.db'";
            case H2 -> h2(folder, "");
            case H2_ORACLE -> h2(folder, ";MODE=Oracle");
            case POSTGRESQL -> {
                PostgresServer server = PostgresServer.shared();
                yield server(server.newDatabase(), server.username());
            }
            case MARIADB -> {
                MariaDbServer server = MariaDbServer.shared();
                yield server(server.newDatabase(), server.username());
            }
            case MARIADB_BY_MYSQLS_DRIVER -> {
                MariaDbServer server = MariaDbServer.shared();
                yield server(server.newDatabase().replace("jdbc:mariadb:", "jdbc:mysql:"), server.username());
            }
        };
    }

    private static String h2(Path folder, String mode) {
        return "url: 'jdbc:h2:" + folder.resolve("test") + mode + "', username: sa, password: secret";
    }

    private static String server(String url, String username) {
        return "url: '" + url + "', username: " + username;
    }

    /** A plain name as this database spells it where it is not quoted. */
    String spelled(String name) {
        return this == H2 || this == H2_ORACLE ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** A name in this database's quotes. */
    String quoted(String name) {
        return isMariaDb() ? "`" + name + "`" : "\"" + name + "\"";
    }

    boolean isMariaDb() {
        return this == MARIADB || this == MARIADB_BY_MYSQLS_DRIVER;
    }
}
