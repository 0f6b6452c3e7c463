/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.regex.Pattern;
import org.jooq.SQLDialect;

/** Finds statements that begin or end a transaction. */
final class TransactionControl {

    private static final Pattern CONTROL = Pattern.compile("(?i)(?:BEGIN|START\\s+TRANSACTION|COMMIT|END|ABORT|ROLLBACK"
            + "(?!\\s+(?:(?:WORK|TRANSACTION)\\s+)?TO\\b))\\b");

    private static final Pattern CREATE = Pattern.compile("(?i)CREATE\\b");

    private TransactionControl() {}

    /**
     * Whether one of the statements in a text does, whatever comments stand before it. What a text creates, such as a
     * trigger, may have a body with such words of its own.
     */
    static boolean isIn(String sql, SQLDialect dialect) {
        SqlText text = new SqlText(sql, dialect);
        boolean beginning = true;
        while (!text.atEnd()) {
            if (text.skipComment()) {
                continue;
            }
            char current = text.current();
            if (beginning && text.match(CONTROL) != null) {
                return true;
            }
            if (beginning && text.match(CREATE) != null) {
                return false;
            }
            beginning = current == ';' || (beginning && Character.isWhitespace(current));
            if (!text.skipQuoted()) {
                text.move(1);
            }
        }
        return false;
    }
}
