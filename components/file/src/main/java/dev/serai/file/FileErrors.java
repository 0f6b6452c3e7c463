/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.file.format.FormatErrors;
import java.util.List;

/** Everything that can go wrong between a connector and its files. */
public final class FileErrors {

    public static final ErrorCode UNREACHABLE = new ErrorCode(
            "SERAI-FILE-001",
            ErrorCategory.CONNECTION,
            true,
            "The storage cannot be reached or used: a folder is missing, a server is away.");
    public static final ErrorCode PATH_REFUSED = new ErrorCode(
            "SERAI-FILE-002",
            ErrorCategory.CONFIGURATION,
            false,
            "A path leads out of the folder, or is not one of a file.");
    public static final ErrorCode NOT_FOUND =
            new ErrorCode("SERAI-FILE-003", ErrorCategory.REMOTE, false, "The file is not there.");
    public static final ErrorCode ALREADY_THERE = new ErrorCode(
            "SERAI-FILE-004", ErrorCategory.REMOTE, false, "The file is already there, and is not to be replaced.");
    /** The system could not read or write: a full disk, missing rights, a folder in the way. */
    public static final ErrorCode ACCESS_FAILED = FormatErrors.ACCESS_FAILED;

    public static final ErrorCode CONTENT_REFUSED = FormatErrors.CONTENT_REFUSED;
    /** The content was a stream that a failed attempt has used up. */
    public static final ErrorCode CONTENT_USED_UP = new ErrorCode(
            "SERAI-FILE-007",
            ErrorCategory.REMOTE,
            false,
            "Writing failed, and the content was a stream that is used up.");

    public static final ErrorCode MALFORMED = FormatErrors.MALFORMED;
    public static final ErrorCode OPTION_REFUSED = FormatErrors.OPTION_REFUSED;
    public static final ErrorCode RECORDS_FAILED =
            new ErrorCode("SERAI-FILE-010", ErrorCategory.REMOTE, true, "The route failed for records of a file.");

    public static final ErrorCode LOGIN_REFUSED = new ErrorCode(
            "SERAI-FILE-013", ErrorCategory.AUTHENTICATION, false, "The server refused the user and the credentials.");
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-FILE-014",
            ErrorCategory.CONNECTION,
            true,
            "The connection was lost within a call, or the server did not answer in time.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL = List.of(
            UNREACHABLE,
            PATH_REFUSED,
            NOT_FOUND,
            ALREADY_THERE,
            ACCESS_FAILED,
            CONTENT_REFUSED,
            CONTENT_USED_UP,
            MALFORMED,
            OPTION_REFUSED,
            RECORDS_FAILED,
            FormatErrors.ARCHIVE_REFUSED,
            LOGIN_REFUSED,
            CONNECTION_LOST,
            FormatErrors.TOO_LARGE);

    private FileErrors() {}
}
