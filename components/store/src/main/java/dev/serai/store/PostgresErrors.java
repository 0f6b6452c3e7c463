/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/**
 * What PostgreSQL's error codes mean for the people who run the store. See
 * https://www.postgresql.org/docs/current/errcodes-appendix.html.
 */
final class PostgresErrors {

    /**
     * Classes of errors that one statement has by itself: its data, its text, its rules, its resources, or others that
     * were in its way. Anything else, or nothing at all, concerns all writes: then nobody knows what became of a commit.
     */
    private static final Set<String> OF_A_STATEMENT =
            Set.of("0A", "21", "22", "23", "26", "2F", "34", "38", "39", "40", "42", "44", "54", "55", "P0");

    private static final String CANCELLED = "57014";
    private static final String NO_RIGHT = "42501";
    private static final Set<String> DAMAGED = Set.of("XX001", "XX002");
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

    private PostgresErrors() {}

    static boolean concernsTheStore(Exception failure) {
        if (!(failure instanceof SQLException)) {
            return false;
        }
        String state = state(failure);
        return !state.equals(CANCELLED)
                && (state.equals(NO_RIGHT) || state.length() != 5 || !OF_A_STATEMENT.contains(state.substring(0, 2)));
    }

    static boolean isDamaged(Exception failure) {
        return DAMAGED.contains(state(failure));
    }

    static boolean isPassing(Exception failure) {
        return PASSING.contains(state(failure));
    }

    static StoreException writeFailed(String store, Exception failure) {
        return new StoreException(
                "The store " + store + " could not be written. " + remedy(failure)
                        + " What was recorded before is safe; what was not goes on from its last record.",
                failure);
    }

    static StoreException readFailed(String store, Exception failure) {
        return new StoreException("The store " + store + " could not be read. " + remedy(failure), failure);
    }

    static StoreException openFailed(String store, String username, Exception failure) {
        String remedy =
                switch (state(failure)) {
                    case "28P01", "28000" ->
                        "The database refuses the user '" + username
                                + "'. Check serai.store.username and serai.store.password, and what pg_hba.conf allows.";
                    case "3D000" ->
                        "There is no such database on the server. Create it, or name another one in serai.store.url.";
                    case NO_RIGHT -> whatTheOwnerHasToDo(username);
                    default -> state(failure).startsWith("08") ? unreachable(failure) : remedy(failure);
                };
        return new StoreException("The store " + store + " cannot be used. " + remedy, failure);
    }

    private static String unreachable(Exception failure) {
        String said = said(failure);
        return said.contains("SSL")
                ? "The connection cannot be encrypted, or the server's certificate is not trusted: " + said
                        + " Let Java trust the certificate's authority, or say with sslmode and sslrootcert in"
                        + " serai.store.url what else to do."
                : "No PostgreSQL answers there: " + said
                        + " Start it, or correct the host and port in serai.store.url.";
    }

    static StoreException noRightToMakeTables(String store, String username) {
        return new StoreException("The store " + store + " cannot be used. " + whatTheOwnerHasToDo(username));
    }

    private static String whatTheOwnerHasToDo(String username) {
        return "The user '" + username + "' may not make the schema 'serai' or tables in it. Let the owner of the"
                + " database run: CREATE SCHEMA serai AUTHORIZATION \"" + username + "\".";
    }

    private static String remedy(Exception failure) {
        String state = state(failure);
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "The connection to the database is lost: " + said(failure)
                    + " It is tried again until the database answers.";
        }
        return switch (state) {
            case "53100" -> "The database's disk is full. Free some space there.";
            case "53300" -> "The database has no connection left. Raise its max_connections, or end others.";
            case "25006" ->
                "The database takes no changes. Name the server that does, or add targetServerType=primary to"
                        + " serai.store.url.";
            case "XX001", "XX002" -> "The database is damaged. Restore it from a backup.";
            case NO_RIGHT -> "The database refuses a right: " + said(failure) + " Give it to the store's user again.";
            default -> "The database said: " + said(failure);
        };
    }

    private static String said(Exception failure) {
        String message = String.valueOf(cause(failure).getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /** A batch hides what went wrong in it. */
    private static Exception cause(Exception failure) {
        return failure instanceof BatchUpdateException batch && batch.getNextException() != null
                ? batch.getNextException()
                : failure;
    }

    private static String state(Exception failure) {
        String state = cause(failure) instanceof SQLException known ? known.getSQLState() : null;
        return state == null ? "" : state;
    }
}
