/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Everything that can go wrong between a connector and its MongoDB. */
public final class MongoDbErrors {

    public static final ErrorCode CANNOT_CONNECT = new ErrorCode(
            "SERAI-MONGODB-001",
            ErrorCategory.CONNECTION,
            true,
            "No server that can do the call was found for 'serverSelectionTimeout'; it was never sent.");
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-MONGODB-002", ErrorCategory.CONNECTION, true, "The connection broke while the call was under way.");
    public static final ErrorCode POOL_EXHAUSTED = new ErrorCode(
            "SERAI-MONGODB-003",
            ErrorCategory.CONNECTION,
            true,
            "No connection was free for 'requestTimeout'; the call was never sent.");
    public static final ErrorCode NOT_TRUSTED = new ErrorCode(
            "SERAI-MONGODB-004",
            ErrorCategory.CONNECTION,
            false,
            "No encrypted connection came about; the call was never sent.");
    public static final ErrorCode ACCESS_REFUSED = new ErrorCode(
            "SERAI-MONGODB-005",
            ErrorCategory.AUTHENTICATION,
            false,
            "The credentials were refused, or the user may not do this.");
    public static final ErrorCode TIMEOUT = new ErrorCode(
            "SERAI-MONGODB-006", ErrorCategory.TIMEOUT, true, "The call took longer than 'requestTimeout'.");
    public static final ErrorCode CONFLICT = new ErrorCode(
            "SERAI-MONGODB-007",
            ErrorCategory.REMOTE,
            true,
            "Another transaction changed the same documents; this one was undone.");
    public static final ErrorCode NOT_PRIMARY = new ErrorCode(
            "SERAI-MONGODB-008",
            ErrorCategory.REMOTE,
            true,
            "The server stepped down or is starting, and takes no calls for now.");
    public static final ErrorCode DUPLICATE_KEY = new ErrorCode(
            "SERAI-MONGODB-009", ErrorCategory.REMOTE, false, "A document with that key is there already.");
    public static final ErrorCode WRITE_REFUSED = new ErrorCode(
            "SERAI-MONGODB-010",
            ErrorCategory.REMOTE,
            false,
            "A document was refused: by a validation rule of the collection, or because it cannot be changed so.");
    public static final ErrorCode WRITE_CONCERN = new ErrorCode(
            "SERAI-MONGODB-011",
            ErrorCategory.REMOTE,
            false,
            "The change was made, but not acknowledged by as many servers as 'writeConcern' asks for.");
    public static final ErrorCode REFUSED = new ErrorCode(
            "SERAI-MONGODB-012", ErrorCategory.REMOTE, false, "The server refused the call in another way.");
    public static final ErrorCode CURSOR_LOST = new ErrorCode(
            "SERAI-MONGODB-013", ErrorCategory.REMOTE, true, "The server gave up a cursor that was still being read.");
    public static final ErrorCode HISTORY_LOST = new ErrorCode(
            "SERAI-MONGODB-014",
            ErrorCategory.REMOTE,
            false,
            "The changes after the saved position are no longer in the server's log.");
    public static final ErrorCode SERVER_LACKS = new ErrorCode(
            "SERAI-MONGODB-015",
            ErrorCategory.UNSUPPORTED,
            false,
            "This server cannot do it: transactions and change streams need a replica set.");
    public static final ErrorCode NAME_REFUSED = new ErrorCode(
            "SERAI-MONGODB-016", ErrorCategory.CONFIGURATION, false, "A collection's or field's name is not allowed.");
    public static final ErrorCode VALUE_REFUSED = new ErrorCode(
            "SERAI-MONGODB-017",
            ErrorCategory.CONFIGURATION,
            false,
            "A value or document cannot be stored as it is, or an operator stands where a value belongs.");
    public static final ErrorCode SELECTION_WRONG = new ErrorCode(
            "SERAI-MONGODB-018",
            ErrorCategory.CONFIGURATION,
            false,
            "What selects the documents is missing, empty, given twice, or not to be read.");
    public static final ErrorCode SCRIPT_REFUSED = new ErrorCode(
            "SERAI-MONGODB-019",
            ErrorCategory.CONFIGURATION,
            false,
            "A filter or pipeline holds JavaScript, which 'allowJavaScript' does not allow.");
    public static final ErrorCode CALL_WRONG = new ErrorCode(
            "SERAI-MONGODB-020",
            ErrorCategory.CONFIGURATION,
            false,
            "The inputs of a call do not fit together: an update, a pipeline, an operation of 'bulk'.");
    public static final ErrorCode CURSOR_REFUSED = new ErrorCode(
            "SERAI-MONGODB-021",
            ErrorCategory.CONFIGURATION,
            false,
            "A cursor or saved position is none of this connector's, or a field cannot be read in its order.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL = List.of(
            CANNOT_CONNECT,
            CONNECTION_LOST,
            POOL_EXHAUSTED,
            NOT_TRUSTED,
            ACCESS_REFUSED,
            TIMEOUT,
            CONFLICT,
            NOT_PRIMARY,
            DUPLICATE_KEY,
            WRITE_REFUSED,
            WRITE_CONCERN,
            REFUSED,
            CURSOR_LOST,
            HISTORY_LOST,
            SERVER_LACKS,
            NAME_REFUSED,
            VALUE_REFUSED,
            SELECTION_WRONG,
            SCRIPT_REFUSED,
            CALL_WRONG,
            CURSOR_REFUSED);

    private MongoDbErrors() {}
}
