/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Everything that can go wrong between a connector and its mail servers. */
public final class MailErrors {

    public static final ErrorCode CANNOT_CONNECT = new ErrorCode(
            "SERAI-MAIL-001", ErrorCategory.CONNECTION, true, "The server could not be reached; nothing was sent.");
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "SERAI-MAIL-002", ErrorCategory.CONNECTION, true, "The connection broke while the call was under way.");
    public static final ErrorCode NOT_TRUSTED = new ErrorCode(
            "SERAI-MAIL-003", ErrorCategory.CONNECTION, false, "No encrypted connection came about; nothing was sent.");
    public static final ErrorCode ACCESS_REFUSED = new ErrorCode(
            "SERAI-MAIL-004", ErrorCategory.AUTHENTICATION, false, "The server refused the user and his credentials.");
    public static final ErrorCode TIMEOUT = new ErrorCode(
            "SERAI-MAIL-005",
            ErrorCategory.TIMEOUT,
            true,
            "The server did not answer within 'readTimeout', or took nothing within 'writeTimeout'.");
    public static final ErrorCode DEFERRED = new ErrorCode(
            "SERAI-MAIL-006",
            ErrorCategory.REMOTE,
            true,
            "The server refused for now (a reply 4xx); it did not take the message.");
    public static final ErrorCode REFUSED =
            new ErrorCode("SERAI-MAIL-007", ErrorCategory.REMOTE, false, "The server refused the call.");
    public static final ErrorCode RECIPIENTS_REFUSED = new ErrorCode(
            "SERAI-MAIL-008",
            ErrorCategory.REMOTE,
            false,
            "The server refused some recipients; the message was sent to nobody.");
    public static final ErrorCode MESSAGE_INVALID = new ErrorCode(
            "SERAI-MAIL-009",
            ErrorCategory.CONFIGURATION,
            false,
            "What was to be sent is no message: an address, a header or the content.");
    public static final ErrorCode TOO_LARGE = new ErrorCode(
            "SERAI-MAIL-010",
            ErrorCategory.CONFIGURATION,
            false,
            "The attachments are larger together than 'maxAttachmentSize'.");
    public static final ErrorCode CONTENT_USED_UP = new ErrorCode(
            "SERAI-MAIL-011",
            ErrorCategory.REMOTE,
            false,
            "Sending failed, and an attachment was a stream that is used up.");
    public static final ErrorCode PART_MISSING = new ErrorCode(
            "SERAI-MAIL-012",
            ErrorCategory.CONFIGURATION,
            false,
            "The declaration does not name the server that the operation needs.");
    public static final ErrorCode FOLDER_NOT_FOUND =
            new ErrorCode("SERAI-MAIL-013", ErrorCategory.REMOTE, false, "There is no folder of that name.");
    public static final ErrorCode MESSAGE_NOT_FOUND =
            new ErrorCode("SERAI-MAIL-014", ErrorCategory.REMOTE, false, "The folder has no such message.");
    public static final ErrorCode FOLDER_RENEWED = new ErrorCode(
            "SERAI-MAIL-015",
            ErrorCategory.REMOTE,
            false,
            "The server numbered the folder's messages anew (UIDVALIDITY), so that a number means another message.");
    public static final ErrorCode OPTION_REFUSED =
            new ErrorCode("SERAI-MAIL-016", ErrorCategory.CONFIGURATION, false, "An option has an impossible value.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL = List.of(
            CANNOT_CONNECT,
            CONNECTION_LOST,
            NOT_TRUSTED,
            ACCESS_REFUSED,
            TIMEOUT,
            DEFERRED,
            REFUSED,
            RECIPIENTS_REFUSED,
            MESSAGE_INVALID,
            TOO_LARGE,
            CONTENT_USED_UP,
            PART_MISSING,
            FOLDER_NOT_FOUND,
            MESSAGE_NOT_FOUND,
            FOLDER_RENEWED,
            OPTION_REFUSED);

    private MailErrors() {}
}
