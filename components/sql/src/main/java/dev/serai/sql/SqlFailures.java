/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jooq.SQLDialect;

/** Turns what a database or its driver says into a failure with a code, the database's own words and a remedy. */
final class SqlFailures {

    /** SQLite's drivers give no SQLState, but SQLite's own result codes. */
    private static final int SQLITE_BUSY = 5;

    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_INTERRUPT = 9;
    private static final int SQLITE_CONSTRAINT = 19;

    private final SQLDialect dialect;

    SqlFailures(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** A failure to get a connection: the statement certainly was not sent. */
    ConnectorException connecting(Caller caller, SQLException failure) {
        SQLException cause = root(failure);
        if (code(cause).equals(SqlErrors.ACCESS_REFUSED)) {
            return build(caller, SqlErrors.ACCESS_REFUSED, cause).neverSent().build();
        }
        return caller.failure(
                        SqlErrors.CANNOT_CONNECT,
                        "The database cannot be reached: " + words(cause)
                                + " Check that it runs and that connection.url is right.")
                .detail("sqlState", cause.getSQLState())
                .neverSent()
                .cause(failure)
                .build();
    }

    /** A failure of a statement or its transaction, which was undone. */
    ConnectorException running(Caller caller, SQLException failure) {
        SQLException cause = root(failure);
        ErrorCode code = code(cause);
        // A transaction that lost a conflict was undone as a whole, so that it may be repeated like one never sent.
        return build(caller, code, cause)
                .neverSent(code.equals(SqlErrors.CONFLICT))
                .build();
    }

    /** Whether a row was refused because one with its key is already there. */
    boolean isDuplicate(SQLException failure) {
        SQLException cause = root(failure);
        return MySqlCodes.isSpokenBy(dialect) ? MySqlCodes.isDuplicate(cause) : "23505".equals(cause.getSQLState());
    }

    /** The database's words, as a sentence. */
    static String words(SQLException failure) {
        String message = String.valueOf(root(failure).getMessage()).strip();
        return message.endsWith(".") ? message : message + ".";
    }

    private ConnectorException.Builder build(Caller caller, ErrorCode code, SQLException cause) {
        return caller.failure(code, sentence(code, cause))
                .detail("sqlState", cause.getSQLState())
                .detail("vendorCode", cause.getErrorCode())
                .cause(cause);
    }

    private String sentence(ErrorCode code, SQLException cause) {
        String words = words(cause);
        if (code.equals(SqlErrors.ACCESS_REFUSED)) {
            return "The database refused the credentials: " + words
                    + " Check connection.username and connection.password.";
        }
        if (code.equals(SqlErrors.CONNECTION_LOST)) {
            return "The connection to the database broke while the statement ran: " + words
                    + " Whether the statement took effect is not known.";
        }
        if (code.equals(SqlErrors.TIMEOUT)) {
            return "The statement ran longer than options.queryTimeout and was stopped: " + words;
        }
        if (code.equals(SqlErrors.CONFLICT)) {
            return "Another transaction held what this one needed, and this one was undone: " + words
                    + " It may be repeated.";
        }
        if (code.equals(SqlErrors.CONSTRAINT_VIOLATED)) {
            return "The database refused the rows: " + words;
        }
        return "The database refused the statement: " + words
                + (isReadOnlyRefusal(cause)
                        ? " 'query' only reads; use 'execute' for statements that change data."
                        : "");
    }

    private boolean isReadOnlyRefusal(SQLException cause) {
        return "25006".equals(cause.getSQLState())
                || (MySqlCodes.isSpokenBy(dialect) && MySqlCodes.isRefusedQuery(cause))
                || (dialect == SQLDialect.SQLITE && cause.getErrorCode() == SQLITE_READONLY);
    }

    private ErrorCode code(SQLException failure) {
        if (dialect == SQLDialect.SQLITE) {
            return sqliteCode(failure.getErrorCode());
        }
        if (MySqlCodes.isSpokenBy(dialect)) {
            return MySqlCodes.code(failure).orElseGet(() -> standardCode(failure));
        }
        return standardCode(failure);
    }

    /** By SQLState, and by the classes that JDBC has for it. */
    private static ErrorCode standardCode(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (isAccessRefusal(state, failure)) {
            return SqlErrors.ACCESS_REFUSED;
        }
        if (isConflict(state, failure)) {
            return SqlErrors.CONFLICT;
        }
        if (state.equals("57014") || failure instanceof SQLTimeoutException) {
            return SqlErrors.TIMEOUT;
        }
        if (isConnectionFailure(state, failure)) {
            return SqlErrors.CONNECTION_LOST;
        }
        if (state.startsWith("23") || failure instanceof SQLIntegrityConstraintViolationException) {
            return SqlErrors.CONSTRAINT_VIOLATED;
        }
        return SqlErrors.STATEMENT_REFUSED;
    }

    private static ErrorCode sqliteCode(int code) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED -> SqlErrors.CONFLICT;
            case SQLITE_INTERRUPT -> SqlErrors.TIMEOUT;
            case SQLITE_CONSTRAINT -> SqlErrors.CONSTRAINT_VIOLATED;
            default -> SqlErrors.STATEMENT_REFUSED;
        };
    }

    /** MariaDB's driver has the same class for refusals of a read-only transaction (25). */
    private static boolean isAccessRefusal(String state, SQLException failure) {
        return state.startsWith("28")
                || (failure instanceof SQLInvalidAuthorizationSpecException && !state.startsWith("25"));
    }

    /** Serialisation, deadlock, a lock not granted in time: 40001, 40P01, 55P03 (PostgreSQL), HYT00 (H2). */
    private static boolean isConflict(String state, SQLException failure) {
        return state.equals("40001")
                || state.equals("40P01")
                || state.equals("55P03")
                || state.equals("HYT00")
                || failure instanceof SQLTransactionRollbackException;
    }

    /** Class 08, and PostgreSQL's shut-downs 57P01 to 57P03. */
    private static boolean isConnectionFailure(String state, SQLException failure) {
        return state.startsWith("08")
                || state.startsWith("57P")
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException;
    }

    /** The innermost failure, which holds the database's words; batches and pools wrap it. */
    private static SQLException root(SQLException failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.push(failure);
        SQLException root = failure;
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof SQLException known) {
                root = known;
                if (known.getNextException() != null) {
                    open.push(known.getNextException());
                }
            }
            if (next.getCause() != null) {
                open.push(next.getCause());
            }
        }
        return root;
    }
}
