/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Every way in which a call of a key-value server fails. */
final class KeyValueErrors {

    static final ErrorCode NOT_AUTHORIZED = new ErrorCode(
            "SERAI-KEYVALUE-001", ErrorCategory.AUTHENTICATION, false, "The server does not accept the credentials.");
    static final ErrorCode NOT_REACHED = new ErrorCode(
            "SERAI-KEYVALUE-002",
            ErrorCategory.CONNECTION,
            true,
            "The server cannot be reached; nothing was sent to it.");
    static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-KEYVALUE-003", ErrorCategory.CONNECTION, true, "The connection broke before the answer was there.");
    static final ErrorCode TIMED_OUT = new ErrorCode(
            "SERAI-KEYVALUE-004", ErrorCategory.TIMEOUT, true, "The answer was not there within 'requestTimeout'.");
    static final ErrorCode REFUSED =
            new ErrorCode("SERAI-KEYVALUE-005", ErrorCategory.REMOTE, false, "The server refused the call.");
    static final ErrorCode SERVER_FAILED =
            new ErrorCode("SERAI-KEYVALUE-006", ErrorCategory.REMOTE, true, "The server answered 5xx.");
    static final ErrorCode UNSUPPORTED = new ErrorCode(
            "SERAI-KEYVALUE-007", ErrorCategory.UNSUPPORTED, false, "The server does not know the comparison.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL =
            List.of(NOT_AUTHORIZED, NOT_REACHED, CONNECTION_LOST, TIMED_OUT, REFUSED, SERVER_FAILED, UNSUPPORTED);

    private KeyValueErrors() {}
}
