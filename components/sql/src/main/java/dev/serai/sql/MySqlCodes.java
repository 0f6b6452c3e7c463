/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ErrorCode;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jooq.SQLDialect;

/** What MySQL and MariaDB say by a number of their own, because their SQLState says nothing or something else. */
final class MySqlCodes {

    private static final Set<SQLDialect> DIALECTS = Set.of(SQLDialect.MYSQL, SQLDialect.MARIADB);

    private static final int RECORD_HAS_CHANGED = 1020;
    private static final int DUPLICATE_ENTRY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int NO_DEFAULT_FOR_FIELD = 1364;
    private static final int DUPLICATE_ENTRY_WITH_KEY_NAME = 1586;
    private static final int CONNECTION_KILLED = 1927;
    /** MariaDB's for {@code max_statement_time}. */
    private static final int STATEMENT_TIMEOUT = 1969;
    /** MySQL's for {@code max_execution_time}. */
    private static final int QUERY_TIMEOUT = 3024;

    private static final int LOCK_NOWAIT = 3572;

    private MySqlCodes() {}

    static boolean isSpokenBy(SQLDialect dialect) {
        return DIALECTS.contains(dialect.family());
    }

    /** What a failure of one of these databases is; empty when its SQLState tells. */
    static Optional<ErrorCode> code(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case RECORD_HAS_CHANGED, LOCK_WAIT_TIMEOUT, LOCK_NOWAIT -> Optional.of(SqlErrors.CONFLICT);
            case NO_DEFAULT_FOR_FIELD -> Optional.of(SqlErrors.CONSTRAINT_VIOLATED);
            case CONNECTION_KILLED -> Optional.of(SqlErrors.CONNECTION_LOST);
            case STATEMENT_TIMEOUT, QUERY_TIMEOUT -> Optional.of(SqlErrors.TIMEOUT);
            default -> Optional.empty();
        };
    }

    /** Whether a row's key is already there; the SQLState stands for every constraint. */
    static boolean isDuplicate(SQLException failure) {
        return failure.getErrorCode() == DUPLICATE_ENTRY || failure.getErrorCode() == DUPLICATE_ENTRY_WITH_KEY_NAME;
    }

    /** Whether MySQL's driver kept a change back from the server, because it came as a query. */
    static boolean isRefusedQuery(SQLException failure) {
        return "S1009".equals(failure.getSQLState())
                && String.valueOf(failure.getMessage()).contains("executeQuery()");
    }
}
