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
    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$(?:[A-Za-z_][A-Za-z0-9_]*)?\\$");

    private final String sql;
    private final boolean backslashEscapes;
    private final boolean hashComments;
    private final boolean dollarQuotes;
    private final boolean nestedComments;
    private final List<Place> places = new ArrayList<>();
    private int position;

    private Placeholders(String sql, SQLDialect dialect) {
        SQLDialect family = dialect.family();
        this.sql = sql;
        this.backslashEscapes = family == SQLDialect.MYSQL || family == SQLDialect.MARIADB;
        this.hashComments = backslashEscapes;
        this.dollarQuotes = family == SQLDialect.POSTGRES || family == SQLDialect.H2;
        this.nestedComments = family == SQLDialect.POSTGRES || family == SQLDialect.H2;
    }

    /** Finds the places, in the order of the text. */
    static List<Place> in(String sql, SQLDialect dialect) {
        return new Placeholders(sql, dialect).find();
    }

    private List<Place> find() {
        while (position < sql.length()) {
            switch (sql.charAt(position)) {
                case '\'' -> skipText();
                case '"' -> skipTo('"', position + 1);
                case '`' -> skipTo('`', position + 1);
                case '-' -> skipLineComment("--");
                case '#' -> skipHash();
                case '/' -> skipBlockComment();
                case '$' -> skipDollarQuote();
                case '?' -> question();
                case ':' -> colon();
                default -> position++;
            }
        }
        return places;
    }

    private void question() {
        if (sql.startsWith("??", position)) {
            position += 2;
            return;
        }
        places.add(new Place(position, position + 1, null, false));
        position++;
    }

    private void colon() {
        Matcher matcher = NAMED.matcher(sql).region(position, sql.length());
        if (matcher.lookingAt()) {
            places.add(new Place(position, matcher.end(), matcher.group(2), matcher.group(1) != null));
            position = matcher.end();
        } else {
            // "::" is a cast; its second colon begins no name.
            position += sql.startsWith("::", position) ? 2 : 1;
        }
    }

    private void skipText() {
        boolean escapes = backslashEscapes || isEscapeString();
        position++;
        while (position < sql.length() && sql.charAt(position) != '\'') {
            position += escapes && sql.charAt(position) == '\\' ? 2 : 1;
        }
        position++;
    }

    /** PostgreSQL's {@code E'…'}. */
    private boolean isEscapeString() {
        return position > 0
                && Character.toUpperCase(sql.charAt(position - 1)) == 'E'
                && (position == 1 || !Character.isJavaIdentifierPart(sql.charAt(position - 2)));
    }

    private void skipTo(char quote, int from) {
        int end = sql.indexOf(quote, from);
        position = end < 0 ? sql.length() : end + 1;
    }

    private void skipLineComment(String begin) {
        if (sql.startsWith(begin, position)) {
            skipTo('\n', position);
        } else {
            position++;
        }
    }

    private void skipHash() {
        if (hashComments) {
            skipTo('\n', position);
        } else {
            position++;
        }
    }

    private void skipBlockComment() {
        if (!sql.startsWith("/*", position)) {
            position++;
            return;
        }
        int depth = 0;
        while (position < sql.length()) {
            if (sql.startsWith("/*", position)) {
                depth = nestedComments ? depth + 1 : 1;
                position += 2;
            } else if (sql.startsWith("*/", position)) {
                depth--;
                position += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                position++;
            }
        }
    }

    private void skipDollarQuote() {
        boolean insideName = position > 0 && Character.isJavaIdentifierPart(sql.charAt(position - 1));
        Matcher matcher = DOLLAR_TAG.matcher(sql).region(position, sql.length());
        if (!dollarQuotes || insideName || !matcher.lookingAt()) {
            position++;
            return;
        }
        int end = sql.indexOf(matcher.group(), matcher.end());
        position = end < 0 ? sql.length() : end + matcher.group().length();
    }
}
