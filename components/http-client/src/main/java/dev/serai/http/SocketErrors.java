/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Every way in which an open WebSocket of a connector fails. One that cannot be opened fails as an HTTP call. */
public final class SocketErrors {

    /** The socket was closed or lost. */
    public static final ErrorCode CLOSED = new ErrorCode(
            "SERAI-SOCKET-001", ErrorCategory.CONNECTION, true, "The socket was closed by the other side, or lost.");

    /** The other side answered no ping. */
    public static final ErrorCode SILENT =
            new ErrorCode("SERAI-SOCKET-002", ErrorCategory.TIMEOUT, true, "The other side answered no ping.");

    /** The other side closed the socket for what this side sent or is. */
    public static final ErrorCode REFUSED = new ErrorCode(
            "SERAI-SOCKET-003",
            ErrorCategory.REMOTE,
            false,
            "The other side closed the socket for what the connector sent.");

    /** The other side closed the socket for want of credentials. */
    public static final ErrorCode NOT_AUTHORIZED = new ErrorCode(
            "SERAI-SOCKET-004",
            ErrorCategory.AUTHENTICATION,
            false,
            "The other side closed the socket with a code that stands for missing rights: 1008, 3000, 3003, 4401 or"
                    + " 4403.");

    /** The other side does not keep to the protocol. */
    public static final ErrorCode PROTOCOL_BROKEN = new ErrorCode(
            "SERAI-SOCKET-005", ErrorCategory.REMOTE, false, "The other side does not keep to the protocol.");

    /** A message is larger than allowed. */
    public static final ErrorCode MESSAGE_TOO_LARGE = new ErrorCode(
            "SERAI-SOCKET-006", ErrorCategory.REMOTE, false, "A message is larger than the largest that is accepted.");

    /** All of them, in the order of their numbers. */
    public static final List<ErrorCode> ALL =
            List.of(CLOSED, SILENT, REFUSED, NOT_AUTHORIZED, PROTOCOL_BROKEN, MESSAGE_TOO_LARGE);

    private SocketErrors() {}
}
