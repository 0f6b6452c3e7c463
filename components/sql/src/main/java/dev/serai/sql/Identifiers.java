/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * Checks names of tables and columns. A name means what it would mean unquoted, so it is spelled as the database spells
 * unquoted names; it is then quoted, so that a reserved word is a name like any other.
 */
final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,127}");

    private final UnaryOperator<String> spelling;

    private Identifiers(UnaryOperator<String> spelling) {
        this.spelling = spelling;
    }

    static Identifiers of(DatabaseMetaData database) throws SQLException {
        if (database.storesUpperCaseIdentifiers()) {
            return new Identifiers(name -> name.toUpperCase(Locale.ROOT));
        }
        if (database.storesLowerCaseIdentifiers()) {
            return new Identifiers(name -> name.toLowerCase(Locale.ROOT));
        }
        return new Identifiers(UnaryOperator.identity());
    }

    /** A table's name, with its schema if it has one. */
    Name table(String name, Caller caller) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 2) {
            throw refusal("table", name, caller);
        }
        return DSL.quotedName(Arrays.stream(parts)
                .map(part -> plain("table", part, name, caller))
                .toArray(String[]::new));
    }

    /** A column's name. */
    Name column(String name, Caller caller) {
        return DSL.quotedName(plain("column", name, name, caller));
    }

    private String plain(String kind, String part, String whole, Caller caller) {
        if (!PLAIN.matcher(part).matches()) {
            throw refusal(kind, whole, caller);
        }
        return spelling.apply(part);
    }

    private static RuntimeException refusal(String kind, String name, Caller caller) {
        return caller.failure(
                        SqlErrors.IDENTIFIER_REFUSED,
                        "'" + name + "' is not the name of a " + kind
                                + ". Expected letters, digits and '_', beginning with a letter or '_'"
                                + (kind.equals("table") ? ", with 'schema.' before it if need be." : ".")
                                + " For other names use 'execute' with a statement of your own.")
                .build();
    }
}
