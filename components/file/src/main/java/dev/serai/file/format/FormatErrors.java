/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;

/** What can go wrong with what files hold; some of it is told elsewhere, too. */
public final class FormatErrors {

    /** The system could not read or write: a full disk, missing rights, a folder in the way. */
    public static final ErrorCode ACCESS_FAILED = new ErrorCode(
            "SERAI-FILE-005",
            ErrorCategory.REMOTE,
            true,
            "The system could not read or write: a full disk, missing rights.");

    public static final ErrorCode CONTENT_REFUSED =
            new ErrorCode("SERAI-FILE-006", ErrorCategory.CONFIGURATION, false, "The content has no form in a file.");

    public static final ErrorCode MALFORMED = new ErrorCode(
            "SERAI-FILE-008",
            ErrorCategory.REMOTE,
            false,
            "The file does not hold what its format asks, such as text in the charset; with file and line.");
    public static final ErrorCode OPTION_REFUSED =
            new ErrorCode("SERAI-FILE-009", ErrorCategory.CONFIGURATION, false, "An option has an impossible value.");

    public static final ErrorCode ARCHIVE_REFUSED = new ErrorCode(
            "SERAI-FILE-012",
            ErrorCategory.REMOTE,
            false,
            "A compressed file holds more than is allowed, or an entry that is not.");

    public static final ErrorCode TOO_LARGE = new ErrorCode(
            "SERAI-FILE-015", ErrorCategory.REMOTE, false, "A file is larger than what is taken into memory.");

    private FormatErrors() {}
}
