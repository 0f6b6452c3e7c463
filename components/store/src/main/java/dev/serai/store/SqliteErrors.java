/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean for the people who run the store. See https://www.sqlite.org/rescode.html. */
final class SqliteErrors {

    private static final Set<SQLiteErrorCode> OF_THE_FILE = Set.of(
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_NOTADB);

    private SqliteErrors() {}

    /** Whether no write can succeed any more, as opposed to one statement that is wrong. */
    static boolean concernsTheFile(Exception failure) {
        return OF_THE_FILE.contains(primary(failure));
    }

    /** Whether waiting cannot help. */
    static boolean isDamaged(Exception failure) {
        return primary(failure) == SQLiteErrorCode.SQLITE_CORRUPT || primary(failure) == SQLiteErrorCode.SQLITE_NOTADB;
    }

    static StoreException writeFailed(String file, Exception failure) {
        String remedy =
                switch (primary(failure)) {
                    case SQLITE_FULL ->
                        "The disk is full, or the store has reached serai.store.max-size. Free some"
                                + " space, or raise the limit and start again.";
                    case SQLITE_READONLY ->
                        "The file cannot be written. Give this user the right to write it and its" + " folder.";
                    case SQLITE_IOERR -> "The disk reported an error. Check the disk.";
                    case SQLITE_CORRUPT, SQLITE_NOTADB -> "The file is damaged. Restore it from a copy.";
                    default -> "The database said: " + failure.getMessage();
                };
        return new StoreException(
                "The store " + file + " could not be written. " + remedy
                        + " What was recorded before is safe; what was not goes on from its last record.",
                failure);
    }

    static StoreException openFailed(String file, SQLException failure) {
        String remedy =
                switch (primary(failure)) {
                    case SQLITE_NOTADB ->
                        "The file is not a database. If it is yours, move it away; the store is made"
                                + " anew when there is none.";
                    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                        "The file cannot be opened. Give this user the" + " right to read and write it and its folder.";
                    case SQLITE_READONLY ->
                        "The file cannot be written. Give this user the right to write it and its" + " folder.";
                    case SQLITE_CORRUPT -> "The file is damaged. Restore it from a copy.";
                    case SQLITE_FULL -> "The disk is full. Free some space, and start again.";
                    default -> "The database said: " + failure.getMessage();
                };
        return new StoreException("The store " + file + " cannot be used. " + remedy, failure);
    }

    private static SQLiteErrorCode primary(Exception failure) {
        if (!(failure instanceof SQLiteException known)) {
            return SQLiteErrorCode.UNKNOWN_ERROR;
        }
        // Extended codes carry the primary code in their lowest byte.
        return SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff);
    }
}
