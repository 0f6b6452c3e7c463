/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;

/** Finds statements that begin or end a transaction, in a text of one or several, whatever comments stand before them. */
final class TransactionControl {

    private static final Pattern CONTROL = Pattern.compile("(?i)(BEGIN|START\\s+TRANSACTION|COMMIT|END|ABORT|ROLLBACK"
            + "(?!\\s+(?:(?:WORK|TRANSACTION)\\s+)?TO\\b))\\b");

    private static final Pattern CREATE = Pattern.compile("(?i)CREATE\\b");

    /** What MySQL, MariaDB and H2 commit before or after, together with all that came before. */
    private static final Pattern COMMITTED_WITH_ALL_BEFORE = Pattern.compile(
            "(?i)(ALTER|CREATE(?!\\s+(?:LOCAL\\s+)?TEMPORARY)|DROP(?!\\s+TEMPORARY)|RENAME|TRUNCATE|GRANT"
                    + "|REVOKE|LOCK|UNLOCK|ANALYZE|OPTIMIZE|REPAIR|FLUSH|COMMENT)\\b");

    private TransactionControl() {}

    /**
     * Whether one of the statements in a text does. What a text creates, such as a trigger, may have a body with such words
     * of its own.
     */
    static boolean isIn(String sql, SQLDialect dialect) {
        return beginning(CONTROL, sql, dialect).isPresent();
    }

    /** @throws ConnectorException when one of the statements in a text does */
    static void requireNone(String sql, SQLDialect dialect, Caller caller) {
        if (isIn(sql, dialect)) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "A statement begins or ends a transaction: '" + sql.strip()
                                    + "'. The connector does both; leave it out.")
                    .build();
        }
    }

    /** The word with which a statement begins that the database commits on its own; empty when there is none. */
    static Optional<String> committing(String sql, SQLDialect dialect) {
        return dialect.family() == SQLDialect.H2 || MySqlCodes.isSpokenBy(dialect)
                ? beginning(COMMITTED_WITH_ALL_BEFORE, sql, dialect)
                : Optional.empty();
    }

    /** The words of the first statement that begins so. */
    private static Optional<String> beginning(Pattern sought, String sql, SQLDialect dialect) {
        SqlText text = new SqlText(sql, dialect);
        boolean beginning = true;
        while (!text.atEnd()) {
            if (text.skipComment()) {
                continue;
            }
            Matcher found = beginning ? text.match(sought) : null;
            if (found != null) {
                return Optional.of(found.group(1));
            }
            if (beginning && text.match(CREATE) != null) {
                return Optional.empty();
            }
            char current = text.current();
            beginning = current == ';' || (beginning && Character.isWhitespace(current));
            if (!text.skipQuoted()) {
                text.move(1);
            }
        }
        return Optional.empty();
    }
}
