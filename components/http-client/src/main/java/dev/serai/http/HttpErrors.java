/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Every way in which an HTTP call of a connector fails. */
public final class HttpErrors {

    /** The server answered 401 or 403. */
    public static final ErrorCode NOT_AUTHORIZED =
            new ErrorCode("SERAI-HTTP-001", ErrorCategory.AUTHENTICATION, false, "The server answered 401 or 403.");
    /** The server answered 429. */
    public static final ErrorCode RATE_LIMITED = new ErrorCode(
            "SERAI-HTTP-002", ErrorCategory.RATE_LIMIT, true, "The server answered 429. 'Retry-After' is obeyed.");
    /** The server answered 5xx. */
    public static final ErrorCode SERVER_FAILED = new ErrorCode(
            "SERAI-HTTP-003", ErrorCategory.REMOTE, true, "The server answered 5xx. 'Retry-After' is obeyed.");
    /** The server answered another status that is not 2xx. */
    public static final ErrorCode REFUSED = new ErrorCode(
            "SERAI-HTTP-004", ErrorCategory.REMOTE, false, "The server answered another status that is not 2xx.");
    /** No connection came about; the request was never sent. */
    public static final ErrorCode NOT_REACHED = new ErrorCode(
            "SERAI-HTTP-005",
            ErrorCategory.CONNECTION,
            true,
            "The server cannot be reached; the request was never sent.");
    /** The server's certificate or protocol was not accepted; the request was never sent. */
    public static final ErrorCode NOT_TRUSTED = new ErrorCode(
            "SERAI-HTTP-006",
            ErrorCategory.CONNECTION,
            false,
            "No encrypted connection came about; the request was never sent.");
    /** The connection broke before the whole reply was there. */
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-HTTP-007", ErrorCategory.CONNECTION, true, "The connection broke before the reply was complete.");
    /** The whole reply was not there in time. */
    public static final ErrorCode TIMED_OUT =
            new ErrorCode("SERAI-HTTP-008", ErrorCategory.TIMEOUT, true, "The reply was not complete in time.");
    /** The reply is larger than allowed. */
    public static final ErrorCode REPLY_TOO_LARGE =
            new ErrorCode("SERAI-HTTP-009", ErrorCategory.REMOTE, false, "The reply is larger than 'maxResponseSize'.");
    /** The reply is not what its content type says. */
    public static final ErrorCode REPLY_UNREADABLE = new ErrorCode(
            "SERAI-HTTP-010", ErrorCategory.REMOTE, false, "The reply says that it is JSON, or packed, but is not.");
    /** The endpoint or query of a call is not one that may be called. */
    public static final ErrorCode TARGET_REFUSED = new ErrorCode(
            "SERAI-HTTP-011",
            ErrorCategory.CONFIGURATION,
            false,
            "The endpoint or query is not one that may be called.");
    /** A header of a call cannot be sent. */
    public static final ErrorCode HEADER_REFUSED =
            new ErrorCode("SERAI-HTTP-012", ErrorCategory.CONFIGURATION, false, "A header cannot be sent.");
    /** The body of a call cannot be sent. */
    public static final ErrorCode BODY_REFUSED =
            new ErrorCode("SERAI-HTTP-013", ErrorCategory.CONFIGURATION, false, "The body cannot be sent.");

    /** A redirect leads where no call may go, or to yet another redirect. */
    public static final ErrorCode REDIRECT_REFUSED = new ErrorCode(
            "SERAI-HTTP-014",
            ErrorCategory.REMOTE,
            false,
            "A redirect leads to an origin that is not allowed, or there are too many.");

    /** A page of a list cannot be asked for, or is none. */
    public static final ErrorCode PAGE_REFUSED = new ErrorCode(
            "SERAI-HTTP-015", ErrorCategory.REMOTE, false, "A page of a list cannot be asked for, or has no records.");

    /** All of them, in the order of their numbers. */
    public static final List<ErrorCode> ALL = List.of(
            NOT_AUTHORIZED,
            RATE_LIMITED,
            SERVER_FAILED,
            REFUSED,
            NOT_REACHED,
            NOT_TRUSTED,
            CONNECTION_LOST,
            TIMED_OUT,
            REPLY_TOO_LARGE,
            REPLY_UNREADABLE,
            TARGET_REFUSED,
            HEADER_REFUSED,
            BODY_REFUSED,
            REDIRECT_REFUSED,
            PAGE_REFUSED);

    private HttpErrors() {}
}
