/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;

/** Everything that can go wrong between a connector and its files. */
public final class FileErrors {

    public static final ErrorCode FOLDER_UNUSABLE = new ErrorCode("SERAI-FILE-001", ErrorCategory.CONNECTION, true);
    public static final ErrorCode PATH_REFUSED = new ErrorCode("SERAI-FILE-002", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode NOT_FOUND = new ErrorCode("SERAI-FILE-003", ErrorCategory.REMOTE, false);
    public static final ErrorCode ALREADY_THERE = new ErrorCode("SERAI-FILE-004", ErrorCategory.REMOTE, false);
    /** The system could not read or write: a full disk, missing rights, a folder in the way. */
    public static final ErrorCode ACCESS_FAILED = new ErrorCode("SERAI-FILE-005", ErrorCategory.REMOTE, true);

    public static final ErrorCode CONTENT_REFUSED = new ErrorCode("SERAI-FILE-006", ErrorCategory.CONFIGURATION, false);
    /** The content was a stream that a failed attempt has used up. */
    public static final ErrorCode CONTENT_USED_UP = new ErrorCode("SERAI-FILE-007", ErrorCategory.REMOTE, false);

    public static final ErrorCode MALFORMED = new ErrorCode("SERAI-FILE-008", ErrorCategory.REMOTE, false);
    public static final ErrorCode OPTION_REFUSED = new ErrorCode("SERAI-FILE-009", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode RECORDS_FAILED = new ErrorCode("SERAI-FILE-010", ErrorCategory.REMOTE, true);
    public static final ErrorCode STREAM_STOPPED = new ErrorCode("SERAI-FILE-011", ErrorCategory.CONNECTION, true);

    private FileErrors() {}
}
