/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;

/** Everything that can go wrong between a connector and its database. */
public final class SqlErrors {

    public static final ErrorCode CANNOT_CONNECT = new ErrorCode("SERAI-SQL-001", ErrorCategory.CONNECTION, true);
    public static final ErrorCode CONNECTION_LOST = new ErrorCode("SERAI-SQL-002", ErrorCategory.CONNECTION, true);
    public static final ErrorCode POOL_EXHAUSTED = new ErrorCode("SERAI-SQL-003", ErrorCategory.CONNECTION, true);
    public static final ErrorCode ACCESS_REFUSED = new ErrorCode("SERAI-SQL-004", ErrorCategory.AUTHENTICATION, false);
    public static final ErrorCode TIMEOUT = new ErrorCode("SERAI-SQL-005", ErrorCategory.TIMEOUT, true);
    /** Another transaction held what this one needed; the database undid this one. */
    public static final ErrorCode CONFLICT = new ErrorCode("SERAI-SQL-006", ErrorCategory.REMOTE, true);

    public static final ErrorCode CONSTRAINT_VIOLATED = new ErrorCode("SERAI-SQL-007", ErrorCategory.REMOTE, false);
    public static final ErrorCode STATEMENT_REFUSED = new ErrorCode("SERAI-SQL-008", ErrorCategory.REMOTE, false);
    public static final ErrorCode RESULT_UNUSABLE = new ErrorCode("SERAI-SQL-009", ErrorCategory.REMOTE, false);
    public static final ErrorCode IDENTIFIER_REFUSED =
            new ErrorCode("SERAI-SQL-010", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode PARAMETERS_WRONG = new ErrorCode("SERAI-SQL-011", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode DRIVER_MISSING = new ErrorCode("SERAI-SQL-012", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode INIT_SCRIPT_FAILED =
            new ErrorCode("SERAI-SQL-013", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode DIALECT_LACKS = new ErrorCode("SERAI-SQL-014", ErrorCategory.UNSUPPORTED, false);

    private SqlErrors() {}
}
