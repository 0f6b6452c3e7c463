/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.http.HttpErrors;
import dev.serai.http.SocketErrors;
import java.util.List;
import java.util.stream.Stream;

/** Every way in which a call of a WebSocket connector fails. */
public final class WebSocketErrors {

    /** A message is not what the declaration says. */
    public static final ErrorCode MESSAGE_UNREADABLE = new ErrorCode(
            "SERAI-WEBSOCKET-001", ErrorCategory.REMOTE, false, "A message that came is not what 'format' says.");

    /** The message of a call cannot be sent. */
    public static final ErrorCode MESSAGE_REFUSED = new ErrorCode(
            "SERAI-WEBSOCKET-002", ErrorCategory.CONFIGURATION, false, "The message of a call cannot be sent.");

    /** Nothing came in time. */
    public static final ErrorCode TIMED_OUT =
            new ErrorCode("SERAI-WEBSOCKET-003", ErrorCategory.TIMEOUT, true, "No reply, or no message, came in time.");

    /** All of them, those of sockets, and those of HTTP, as which the handshake fails. */
    static final List<ErrorCode> ALL = Stream.of(
                    List.of(MESSAGE_UNREADABLE, MESSAGE_REFUSED, TIMED_OUT), SocketErrors.ALL, HttpErrors.ALL)
            .flatMap(List::stream)
            .toList();

    private WebSocketErrors() {}
}
