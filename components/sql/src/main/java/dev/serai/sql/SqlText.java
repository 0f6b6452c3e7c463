/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;

/**
 * Goes through a statement from its beginning to its end, and knows what is no SQL in it: comments, text in quotes, quoted
 * names, and PostgreSQL's dollar quotes. Used by one thread.
 */
final class SqlText {

    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$(?:[A-Za-z_][A-Za-z0-9_]*)?\\$");

    private final String sql;
    private final boolean backslashEscapes;
    private final boolean hashComments;
    private final boolean dollarQuotes;
    private final boolean nestedComments;
    private int position;

    SqlText(String sql, SQLDialect dialect) {
        SQLDialect family = dialect.family();
        this.sql = sql;
        this.backslashEscapes = family == SQLDialect.MYSQL || family == SQLDialect.MARIADB;
        this.hashComments = backslashEscapes;
        this.dollarQuotes = family == SQLDialect.POSTGRES || family == SQLDialect.H2;
        this.nestedComments = family == SQLDialect.POSTGRES || family == SQLDialect.H2;
    }

    boolean atEnd() {
        return position >= sql.length();
    }

    int position() {
        return position;
    }

    /** The character at the position. */
    char current() {
        return sql.charAt(position);
    }

    /** Whether the rest begins so. */
    boolean startsWith(String text) {
        return sql.startsWith(text, position);
    }

    /** What a pattern finds at the position; null when it does not match there. */
    Matcher match(Pattern pattern) {
        Matcher matcher = pattern.matcher(sql).region(position, sql.length());
        return matcher.lookingAt() ? matcher : null;
    }

    void move(int characters) {
        position += characters;
    }

    void moveTo(int target) {
        position = target;
    }

    /** Passes over the comment that begins here; false when none does. */
    boolean skipComment() {
        if (startsWith("--") || (hashComments && current() == '#')) {
            skipTo('\n', position);
            return true;
        }
        if (startsWith("/*")) {
            skipBlockComment();
            return true;
        }
        return false;
    }

    /** Passes over the text in quotes, or the quoted name, that begins here; false when none does. */
    boolean skipQuoted() {
        switch (current()) {
            case '\'' -> skipText();
            case '"', '`' -> skipTo(current(), position + 1);
            case '$' -> {
                return skipDollarQuote();
            }
            default -> {
                return false;
            }
        }
        return true;
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

    private void skipBlockComment() {
        int depth = 0;
        while (position < sql.length()) {
            if (startsWith("/*")) {
                depth = nestedComments ? depth + 1 : 1;
                position += 2;
            } else if (startsWith("*/")) {
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

    private boolean skipDollarQuote() {
        boolean insideName = position > 0 && Character.isJavaIdentifierPart(sql.charAt(position - 1));
        Matcher tag = dollarQuotes && !insideName ? match(DOLLAR_TAG) : null;
        if (tag == null) {
            return false;
        }
        int end = sql.indexOf(tag.group(), tag.end());
        position = end < 0 ? sql.length() : end + tag.group().length();
        return true;
    }
}
