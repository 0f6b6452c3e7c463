/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Which columns of changed rows come back, and how the database is asked for them. */
final class Returning {

    private static final String ALL = "*";

    /** What is done with the rows. */
    enum Change {
        INSERT,
        UPDATE,
        DELETE,
        UPSERT
    }

    private final Database database;
    private final String columns;

    private Returning(Database database, String columns) {
        this.database = database;
        this.columns = columns;
    }

    /**
     * @param names of columns, or {@code *} alone; empty when nothing is to come back
     * @throws dev.serai.connector.ConnectorException when the database cannot
     */
    static Returning of(List<String> names, Change change, Database database, Caller caller) {
        if (names.isEmpty()) {
            return new Returning(database, null);
        }
        if (!supported(database.dialect().family(), change)) {
            throw caller.failure(
                            SqlErrors.DIALECT_LACKS,
                            "'returning' is supported on PostgreSQL and SQLite; on H2 not for upsert; on MariaDB not"
                                    + " for update; and not on other databases. Leave it out, and read the rows with"
                                    + " 'query' or 'fetch'.")
                    .build();
        }
        return new Returning(
                database,
                names.equals(List.of(ALL))
                        ? ALL
                        : names.stream()
                                .map(name -> database.builder()
                                        .render(DSL.field(database.identifiers().column(name, caller))))
                                .collect(Collectors.joining(", ")));
    }

    private static boolean supported(SQLDialect family, Change change) {
        return switch (family) {
            case POSTGRES, SQLITE -> true;
            case H2 -> change != Change.UPSERT;
            case MARIADB -> change != Change.UPDATE;
            default -> false;
        };
    }

    /** Whether rows come back. */
    boolean rows() {
        return columns != null;
    }

    /** The statement that also gives rows back. */
    String with(String sql, Change change) {
        if (columns == null) {
            return sql;
        }
        if (database.dialect().family() == SQLDialect.H2) {
            return "SELECT " + columns + " FROM " + (change == Change.DELETE ? "OLD" : "FINAL") + " TABLE (" + sql
                    + ")";
        }
        return sql + " RETURNING " + columns;
    }
}
