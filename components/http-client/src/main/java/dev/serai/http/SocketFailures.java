/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.util.function.Function;

/** Says in sentences why a WebSocket ended. */
final class SocketFailures {

    private static final int REGULAR = 1000;
    private static final int GOES_AWAY = 1001;
    private static final int NO_CODE = 1005;
    private static final int LOST = 1006;

    private final String address;
    private final Heartbeat heartbeat;
    private final HttpOptions options;

    /** @param address of the socket, without a query */
    SocketFailures(String address, Heartbeat heartbeat, HttpOptions options) {
        this.address = address;
        this.heartbeat = heartbeat;
        this.options = options;
    }

    /**
     * @param code what the other side gave, by RFC 6455, section 7.4, or null
     * @return null when the end is regular
     */
    ConnectorException closed(Short code, String reason) {
        int given = code == null ? LOST : code & 0xffff;
        return switch (given) {
            case REGULAR, NO_CODE -> null;
            case LOST -> lost(null);
            case GOES_AWAY -> said(SocketErrors.CLOSED, given, reason, "It goes away, or is restarted.");
            case 1009 -> said(SocketErrors.REFUSED, given, reason, "A message was larger than it takes.");
            case 1008, 3000, 3003, 4401, 4403 ->
                said(
                        SocketErrors.NOT_AUTHORIZED,
                        given,
                        reason,
                        "Check 'connection.auth' and what these credentials may do.");
            case 1011, 1012, 1013, 1014 -> said(SocketErrors.CLOSED, given, reason, "It cannot go on at the moment.");
            default -> said(SocketErrors.REFUSED, given, reason, "What the code means, its operator knows.");
        };
    }

    private ConnectorException said(ErrorCode error, int code, String reason, String meaning) {
        String quoted = reason == null || reason.isBlank() ? "" : ": '" + reason.strip() + "'";
        return ConnectorException.of(
                        error, address + " closed the WebSocket with code " + code + quoted + ". " + meaning)
                .detail("closeCode", code)
                .build();
    }

    ConnectorException lost(Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            return corrupted.closeStatus().code() == 1009
                    ? tooLarge()
                    : protocol("it sends what is no frame: " + corrupted.getMessage());
        }
        String why = cause == null || cause.getMessage() == null ? "." : ": " + cause.getMessage() + ".";
        return ConnectorException.of(SocketErrors.CLOSED, "The connection of the WebSocket " + address + " broke" + why)
                .cause(cause)
                .build();
    }

    ConnectorException silent() {
        return ConnectorException.of(
                        SocketErrors.SILENT,
                        address + " did not answer a ping within "
                                + heartbeat.timeout().toMillis() + " ms.")
                .build();
    }

    /** @param what completes the sentence "The other side breaks the rules:" */
    ConnectorException protocol(String what) {
        return ConnectorException.of(
                        SocketErrors.PROTOCOL_BROKEN,
                        address + " does not keep to the WebSocket protocol: " + what + ".")
                .build();
    }

    ConnectorException tooLarge() {
        return ConnectorException.of(
                        SocketErrors.MESSAGE_TOO_LARGE,
                        address + " sent a message that is larger than " + options.maxResponseSize()
                                + ", the most that is accepted.")
                .build();
    }

    /**
     * The handshake did not come about.
     *
     * @param general says so of any request
     */
    ConnectorException notOpened(HttpCallFailure failure, Function<HttpCallFailure, ConnectorException> general) {
        return failure.getCause() instanceof WebSocketHandshakeException broken
                ? ConnectorException.of(
                                SocketErrors.PROTOCOL_BROKEN,
                                address + " does not open a WebSocket as it was asked to: " + broken.getMessage()
                                        + ". Check the path and the sub-protocols.")
                        .neverSent()
                        .cause(broken)
                        .build()
                : general.apply(failure);
    }

    /** The message may have left, in part or whole. */
    ConnectorException notSent(Throwable cause) {
        return ConnectorException.of(
                        SocketErrors.CLOSED,
                        "The WebSocket " + address + " closed while a message was sent: " + cause.getMessage() + ".")
                .cause(cause)
                .build();
    }

    ConnectorException closedBefore() {
        return ConnectorException.of(SocketErrors.CLOSED, "The WebSocket " + address + " is closed.")
                .neverSent()
                .build();
    }
}
