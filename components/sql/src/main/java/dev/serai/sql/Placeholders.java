/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;

/**
 * The places for parameters in a statement: {@code ?}, {@code :#name}, and {@code :#in:name} for a list, as camel-sql
 * writes them. Text in quotes, quoted names, comments and PostgreSQL's dollar quotes hold no places; {@code ??} is
 * PostgreSQL's operator {@code ?}.
 */
final class Placeholders {

    /**
     * One place.
     *
     * @param start of its text in the statement
     * @param end after its text
     * @param name or null for {@code ?}
     * @param list it takes as many values as the list has
     */
    record Place(int start, int end, String name, boolean list) {}

    private static final Pattern NAMED = Pattern.compile(":#(in:)?([A-Za-z_][A-Za-z0-9_]*)");

    private final SqlText text;
    private final List<Place> places = new ArrayList<>();

    private Placeholders(SqlText text) {
        this.text = text;
    }

    /** Finds the places, in the order of the text. */
    static List<Place> in(String sql, SQLDialect dialect) {
        return new Placeholders(new SqlText(sql, dialect)).find();
    }

    private List<Place> find() {
        while (!text.atEnd()) {
            if (text.skipComment() || text.skipQuoted()) {
                continue;
            }
            switch (text.current()) {
                case '?' -> question();
                case ':' -> colon();
                default -> text.move(1);
            }
        }
        return places;
    }

    private void question() {
        if (text.startsWith("??")) {
            text.move(2);
            return;
        }
        places.add(new Place(text.position(), text.position() + 1, null, false));
        text.move(1);
    }

    private void colon() {
        Matcher named = text.match(NAMED);
        if (named == null) {
            // "::" is a cast; its second colon begins no name.
            text.move(text.startsWith("::") ? 2 : 1);
            return;
        }
        places.add(new Place(named.start(), named.end(), named.group(2), named.group(1) != null));
        text.moveTo(named.end());
    }
}
