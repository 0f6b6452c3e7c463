/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Everything that can go wrong between a connector and its database. */
public final class SqlErrors {

    public static final ErrorCode CANNOT_CONNECT =
            new ErrorCode("SERAI-SQL-001", ErrorCategory.CONNECTION, true, "The database cannot be reached.");
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-SQL-002", ErrorCategory.CONNECTION, true, "The connection broke while the statement ran.");
    public static final ErrorCode POOL_EXHAUSTED = new ErrorCode(
            "SERAI-SQL-003", ErrorCategory.CONNECTION, true, "No connection was free for 'acquireTimeout'.");
    public static final ErrorCode ACCESS_REFUSED =
            new ErrorCode("SERAI-SQL-004", ErrorCategory.AUTHENTICATION, false, "The credentials were refused.");
    public static final ErrorCode TIMEOUT = new ErrorCode(
            "SERAI-SQL-005", ErrorCategory.TIMEOUT, true, "The statement ran longer than 'queryTimeout'.");
    /** Another transaction held what this one needed; the database undid this one. */
    public static final ErrorCode CONFLICT =
            new ErrorCode("SERAI-SQL-006", ErrorCategory.REMOTE, true, "Lock, deadlock or serialisation conflict.");

    public static final ErrorCode CONSTRAINT_VIOLATED =
            new ErrorCode("SERAI-SQL-007", ErrorCategory.REMOTE, false, "A constraint refused the rows.");
    public static final ErrorCode STATEMENT_REFUSED = new ErrorCode(
            "SERAI-SQL-008",
            ErrorCategory.REMOTE,
            false,
            "The database refused the statement: syntax, a missing table, a change in 'query'.");
    public static final ErrorCode RESULT_UNUSABLE = new ErrorCode(
            "SERAI-SQL-009", ErrorCategory.REMOTE, false, "Two columns of one name, or more than one row for 'one'.");
    public static final ErrorCode IDENTIFIER_REFUSED = new ErrorCode(
            "SERAI-SQL-010", ErrorCategory.CONFIGURATION, false, "A table's or column's name is not plain.");
    public static final ErrorCode PARAMETERS_WRONG = new ErrorCode(
            "SERAI-SQL-011", ErrorCategory.CONFIGURATION, false, "Parameters, values or conditions do not fit.");
    public static final ErrorCode DRIVER_MISSING =
            new ErrorCode("SERAI-SQL-012", ErrorCategory.CONFIGURATION, false, "The JDBC driver is missing.");
    public static final ErrorCode INIT_SCRIPT_FAILED = new ErrorCode(
            "SERAI-SQL-013", ErrorCategory.CONFIGURATION, false, "The init script cannot be read or failed.");
    public static final ErrorCode DIALECT_LACKS = new ErrorCode(
            "SERAI-SQL-014",
            ErrorCategory.UNSUPPORTED,
            false,
            "The database has nothing for what was asked, such as 'returning' or row locks.");
    public static final ErrorCode COLUMN_MISSING = new ErrorCode(
            "SERAI-SQL-015", ErrorCategory.CONFIGURATION, false, "A field, filter, order or key names no column.");
    public static final ErrorCode CURSOR_REFUSED = new ErrorCode(
            "SERAI-SQL-016",
            ErrorCategory.CONFIGURATION,
            false,
            "A cursor is of another order or not of this connector, or a table has nothing to order a stream by.");

    public static final ErrorCode ONLY_READS = new ErrorCode(
            "SERAI-SQL-017", ErrorCategory.CONFIGURATION, false, "A change through a connector that only reads.");

    public static final ErrorCode EXACTLY_ONCE_REFUSED = new ErrorCode(
            "SERAI-SQL-018",
            ErrorCategory.CONFIGURATION,
            false,
            "'exactlyOnce' cannot be kept: no key, a key of another call, something that is not undone with the rest.");
    /** Whoever sees it has to look at the data. */
    public static final ErrorCode EXACTLY_ONCE_BROKEN = new ErrorCode(
            "SERAI-SQL-019",
            ErrorCategory.REMOTE,
            false,
            "A statement ended the transaction of a call with 'exactlyOnce'; what the call did is not known.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL = List.of(
            CANNOT_CONNECT,
            CONNECTION_LOST,
            POOL_EXHAUSTED,
            ACCESS_REFUSED,
            TIMEOUT,
            CONFLICT,
            CONSTRAINT_VIOLATED,
            STATEMENT_REFUSED,
            RESULT_UNUSABLE,
            IDENTIFIER_REFUSED,
            PARAMETERS_WRONG,
            DRIVER_MISSING,
            INIT_SCRIPT_FAILED,
            DIALECT_LACKS,
            COLUMN_MISSING,
            CURSOR_REFUSED,
            ONLY_READS,
            EXACTLY_ONCE_REFUSED,
            EXACTLY_ONCE_BROKEN);

    private SqlErrors() {}
}
