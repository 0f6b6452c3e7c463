/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Every way in which a call of a gRPC connector fails. */
public final class GrpcErrors {

    /** The server answered UNAUTHENTICATED or PERMISSION_DENIED. */
    public static final ErrorCode NOT_AUTHORIZED = new ErrorCode(
            "SERAI-GRPC-001",
            ErrorCategory.AUTHENTICATION,
            false,
            "The server answered UNAUTHENTICATED or PERMISSION_DENIED.");

    /** The server answered RESOURCE_EXHAUSTED. */
    public static final ErrorCode RATE_LIMITED = new ErrorCode(
            "SERAI-GRPC-002",
            ErrorCategory.RATE_LIMIT,
            true,
            "The server answered RESOURCE_EXHAUSTED. A RetryInfo in its details is obeyed.");

    /** The server answered that it failed. */
    public static final ErrorCode SERVER_FAILED = new ErrorCode(
            "SERAI-GRPC-003",
            ErrorCategory.REMOTE,
            true,
            "The server answered UNAVAILABLE, ABORTED, INTERNAL or UNKNOWN. A RetryInfo in its details is obeyed.");

    /** The server answered another status that is not OK. */
    public static final ErrorCode REFUSED = new ErrorCode(
            "SERAI-GRPC-004",
            ErrorCategory.REMOTE,
            false,
            "The server answered another status that is not OK, such as NOT_FOUND, INVALID_ARGUMENT or UNIMPLEMENTED.");

    /** The server cannot be reached. */
    public static final ErrorCode NOT_REACHED = new ErrorCode(
            "SERAI-GRPC-005", ErrorCategory.CONNECTION, true, "The server cannot be reached; the call was never sent.");

    /** No encrypted connection came about. */
    public static final ErrorCode NOT_TRUSTED = new ErrorCode(
            "SERAI-GRPC-006",
            ErrorCategory.CONNECTION,
            false,
            "No encrypted connection came about; the call was never sent.");

    /** The connection broke before the reply was complete. */
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-GRPC-007", ErrorCategory.CONNECTION, true, "The connection broke before the reply was complete.");

    /** The reply was not complete in time. */
    public static final ErrorCode TIMED_OUT =
            new ErrorCode("SERAI-GRPC-008", ErrorCategory.TIMEOUT, true, "The reply was not complete in time.");

    /** The reply is larger than what is accepted. */
    public static final ErrorCode REPLY_TOO_LARGE = new ErrorCode(
            "SERAI-GRPC-009",
            ErrorCategory.REMOTE,
            false,
            "A message is larger than 'maxMessageSize', or a stream has more than 'maxMessages' or 'maxListSize' allow.");

    /** The reply is not what the descriptors say. */
    public static final ErrorCode REPLY_UNREADABLE =
            new ErrorCode("SERAI-GRPC-010", ErrorCategory.REMOTE, false, "The reply is not what the descriptors say.");

    /** The method is not one that can be called so. */
    public static final ErrorCode METHOD_REFUSED = new ErrorCode(
            "SERAI-GRPC-011",
            ErrorCategory.CONFIGURATION,
            false,
            "There is no such method, or it is none for the operation.");

    /** The server has no reflection service. */
    public static final ErrorCode NO_REFLECTION = new ErrorCode(
            "SERAI-GRPC-012",
            ErrorCategory.CONFIGURATION,
            false,
            "The server has no reflection service, and no 'descriptors' are given.");

    /** The descriptors cannot be used. */
    public static final ErrorCode DESCRIPTORS_REFUSED = new ErrorCode(
            "SERAI-GRPC-013",
            ErrorCategory.CONFIGURATION,
            false,
            "The file of 'descriptors', or what the reflection service gave, cannot be used.");

    /** The request does not fit the method. */
    public static final ErrorCode REQUEST_REFUSED = new ErrorCode(
            "SERAI-GRPC-014", ErrorCategory.CONFIGURATION, false, "The request does not fit the method's message.");

    /** Metadata of a call cannot be sent. */
    public static final ErrorCode METADATA_REFUSED =
            new ErrorCode("SERAI-GRPC-015", ErrorCategory.CONFIGURATION, false, "Metadata of a call cannot be sent.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL = List.of(
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
            METHOD_REFUSED,
            NO_REFLECTION,
            DESCRIPTORS_REFUSED,
            REQUEST_REFUSED,
            METADATA_REFUSED);

    private GrpcErrors() {}
}
