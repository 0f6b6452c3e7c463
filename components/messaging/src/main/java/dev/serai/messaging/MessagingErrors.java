/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Everything that can go wrong between a connector and its broker, the same for every broker. */
public final class MessagingErrors {

    public static final ErrorCode CANNOT_CONNECT = new ErrorCode(
            "SERAI-MESSAGING-001",
            ErrorCategory.CONNECTION,
            true,
            "The broker could not be reached; nothing was sent.");
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-MESSAGING-002",
            ErrorCategory.CONNECTION,
            true,
            "The connection broke before the broker confirmed; whether it has the message is not known.");
    public static final ErrorCode NOT_TRUSTED = new ErrorCode(
            "SERAI-MESSAGING-003",
            ErrorCategory.CONNECTION,
            false,
            "No encrypted connection came about; nothing was sent.");
    public static final ErrorCode ACCESS_REFUSED = new ErrorCode(
            "SERAI-MESSAGING-004",
            ErrorCategory.AUTHENTICATION,
            false,
            "The broker refused the user and his credentials, or what he wanted to do.");
    public static final ErrorCode TIMEOUT =
            new ErrorCode("SERAI-MESSAGING-005", ErrorCategory.TIMEOUT, true, "The broker did not answer in time.");
    public static final ErrorCode NOT_TAKEN = new ErrorCode(
            "SERAI-MESSAGING-006",
            ErrorCategory.REMOTE,
            true,
            "The broker did not take the message for now: a queue is full, or replicas are away.");
    public static final ErrorCode REFUSED =
            new ErrorCode("SERAI-MESSAGING-007", ErrorCategory.REMOTE, false, "The broker refused the call.");
    public static final ErrorCode UNROUTABLE = new ErrorCode(
            "SERAI-MESSAGING-008", ErrorCategory.REMOTE, false, "The broker knows nobody who is to get the message.");
    public static final ErrorCode NOT_FOUND =
            new ErrorCode("SERAI-MESSAGING-009", ErrorCategory.REMOTE, false, "There is no such queue or topic.");
    public static final ErrorCode DECLARED_OTHERWISE = new ErrorCode(
            "SERAI-MESSAGING-010",
            ErrorCategory.REMOTE,
            false,
            "What is declared is there already, with other properties.");
    public static final ErrorCode TOO_LARGE = new ErrorCode(
            "SERAI-MESSAGING-011",
            ErrorCategory.CONFIGURATION,
            false,
            "The message is larger than the connector or the broker allows; it was not sent.");
    public static final ErrorCode MESSAGE_INVALID = new ErrorCode(
            "SERAI-MESSAGING-012", ErrorCategory.CONFIGURATION, false, "What was to be sent is no message.");
    public static final ErrorCode UNREADABLE = new ErrorCode(
            "SERAI-MESSAGING-013",
            ErrorCategory.CONFIGURATION,
            false,
            "A message that came is not what 'format' says.");
    public static final ErrorCode BATCH_FAILED = new ErrorCode(
            "SERAI-MESSAGING-014",
            ErrorCategory.REMOTE,
            false,
            "Some messages of a batch were not confirmed; the failure's details say which were.");
    public static final ErrorCode HANDLE_UNKNOWN = new ErrorCode(
            "SERAI-MESSAGING-015",
            ErrorCategory.REMOTE,
            false,
            "A handle is of no message that this connector holds any more; an unsettled one comes again.");
    public static final ErrorCode OPTION_REFUSED = new ErrorCode(
            "SERAI-MESSAGING-016", ErrorCategory.CONFIGURATION, false, "An option has an impossible value.");
    public static final ErrorCode NOT_SUPPORTED = new ErrorCode(
            "SERAI-MESSAGING-017", ErrorCategory.UNSUPPORTED, false, "The broker has nothing of the kind.");

    /** All of them, in the order of their numbers. */
    public static final List<ErrorCode> ALL = List.of(
            CANNOT_CONNECT,
            CONNECTION_LOST,
            NOT_TRUSTED,
            ACCESS_REFUSED,
            TIMEOUT,
            NOT_TAKEN,
            REFUSED,
            UNROUTABLE,
            NOT_FOUND,
            DECLARED_OTHERWISE,
            TOO_LARGE,
            MESSAGE_INVALID,
            UNREADABLE,
            BATCH_FAILED,
            HANDLE_UNKNOWN,
            OPTION_REFUSED,
            NOT_SUPPORTED);

    private MessagingErrors() {}
}
