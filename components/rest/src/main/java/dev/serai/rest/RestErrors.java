/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;

/** Every way in which a REST call fails. */
public final class RestErrors {

    /** The server answered 401 or 403. */
    public static final ErrorCode NOT_AUTHORIZED = new ErrorCode("SERAI-REST-001", ErrorCategory.AUTHENTICATION, false);
    /** The server answered 429. */
    public static final ErrorCode RATE_LIMITED = new ErrorCode("SERAI-REST-002", ErrorCategory.RATE_LIMIT, true);
    /** The server answered 5xx. */
    public static final ErrorCode SERVER_FAILED = new ErrorCode("SERAI-REST-003", ErrorCategory.REMOTE, true);
    /** The server answered another status that is not 2xx. */
    public static final ErrorCode REFUSED = new ErrorCode("SERAI-REST-004", ErrorCategory.REMOTE, false);
    /** No connection came about; the request was never sent. */
    public static final ErrorCode NOT_REACHED = new ErrorCode("SERAI-REST-005", ErrorCategory.CONNECTION, true);
    /** The server's certificate or protocol was not accepted; the request was never sent. */
    public static final ErrorCode NOT_TRUSTED = new ErrorCode("SERAI-REST-006", ErrorCategory.CONNECTION, false);
    /** The connection broke before the whole reply was there. */
    public static final ErrorCode CONNECTION_LOST = new ErrorCode("SERAI-REST-007", ErrorCategory.CONNECTION, true);
    /** The whole reply was not there in time. */
    public static final ErrorCode TIMED_OUT = new ErrorCode("SERAI-REST-008", ErrorCategory.TIMEOUT, true);
    /** The reply is larger than allowed. */
    public static final ErrorCode REPLY_TOO_LARGE = new ErrorCode("SERAI-REST-009", ErrorCategory.REMOTE, false);
    /** The reply is not what its content type says. */
    public static final ErrorCode REPLY_UNREADABLE = new ErrorCode("SERAI-REST-010", ErrorCategory.REMOTE, false);
    /** The endpoint or query of a call is not one that may be called. */
    public static final ErrorCode TARGET_REFUSED = new ErrorCode("SERAI-REST-011", ErrorCategory.CONFIGURATION, false);
    /** A header of a call cannot be sent. */
    public static final ErrorCode HEADER_REFUSED = new ErrorCode("SERAI-REST-012", ErrorCategory.CONFIGURATION, false);
    /** The body of a call cannot be sent. */
    public static final ErrorCode BODY_REFUSED = new ErrorCode("SERAI-REST-013", ErrorCategory.CONFIGURATION, false);

    private RestErrors() {}
}
