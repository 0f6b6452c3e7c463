/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;

/** The failures that any connector can have before its own protocol is involved. */
public final class ConnectorErrors {

    public static final ErrorCode CONFIGURATION = new ErrorCode(
            "SERAI-CONNECTOR-001", ErrorCategory.CONFIGURATION, false, "A declaration or endpoint is wrong.");
    public static final ErrorCode UNKNOWN_CONNECTOR =
            new ErrorCode("SERAI-CONNECTOR-002", ErrorCategory.CONFIGURATION, false, "No connector has that name.");
    public static final ErrorCode UNKNOWN_OPERATION =
            new ErrorCode("SERAI-CONNECTOR-003", ErrorCategory.CONFIGURATION, false, "The type has no such operation.");
    public static final ErrorCode UNKNOWN_OPTION = new ErrorCode(
            "SERAI-CONNECTOR-004", ErrorCategory.CONFIGURATION, false, "The operation has no such option.");
    public static final ErrorCode INPUT_MISSING =
            new ErrorCode("SERAI-CONNECTOR-005", ErrorCategory.CONFIGURATION, false, "An input is missing.");
    public static final ErrorCode INPUT_INVALID =
            new ErrorCode("SERAI-CONNECTOR-006", ErrorCategory.CONFIGURATION, false, "An input does not fit.");
    public static final ErrorCode NOT_CONNECTED =
            new ErrorCode("SERAI-CONNECTOR-007", ErrorCategory.CONNECTION, true, "The connector is not connected.");
    public static final ErrorCode ALREADY_CONNECTED = new ErrorCode(
            "SERAI-CONNECTOR-008", ErrorCategory.CONFIGURATION, false, "The connector is connected already.");
    public static final ErrorCode CIRCUIT_OPEN = new ErrorCode(
            "SERAI-CONNECTOR-009",
            ErrorCategory.CONNECTION,
            true,
            "The circuit breaker is open; the call was not made.");
    public static final ErrorCode UNEXPECTED = new ErrorCode(
            "SERAI-CONNECTOR-010", ErrorCategory.REMOTE, true, "The call failed in a way the connector does not know.");
    public static final ErrorCode UNSUPPORTED = new ErrorCode(
            "SERAI-CONNECTOR-011", ErrorCategory.UNSUPPORTED, false, "The connector cannot do what was asked.");

    public static final ErrorCode RATE_LIMITED = new ErrorCode(
            "SERAI-CONNECTOR-012",
            ErrorCategory.RATE_LIMIT,
            true,
            "The connector's own rate limit left no room in time; the call was not made.");
    public static final ErrorCode BULKHEAD_FULL = new ErrorCode(
            "SERAI-CONNECTOR-013",
            ErrorCategory.RATE_LIMIT,
            true,
            "As many calls as the bulkhead allows are under way; the call was not made.");
    public static final ErrorCode TIMED_OUT = new ErrorCode(
            "SERAI-CONNECTOR-014",
            ErrorCategory.TIMEOUT,
            true,
            "The operation with all its repetitions took longer than 'timeout'.");
    public static final ErrorCode CANCELLED =
            new ErrorCode("SERAI-CONNECTOR-015", ErrorCategory.REMOTE, false, "The caller cancelled the call.");
    public static final ErrorCode AUTHENTICATION = new ErrorCode(
            "SERAI-CONNECTOR-016",
            ErrorCategory.AUTHENTICATION,
            false,
            "No credentials could be obtained: the authorization server refused, or a key cannot be used.");
    public static final ErrorCode AUTHORIZATION_SERVER_AWAY = new ErrorCode(
            "SERAI-CONNECTOR-017",
            ErrorCategory.CONNECTION,
            true,
            "The authorization server did not answer; nothing was sent to the system itself.");

    /** All of them, in the order of their numbers. */
    public static final List<ErrorCode> ALL = List.of(
            CONFIGURATION,
            UNKNOWN_CONNECTOR,
            UNKNOWN_OPERATION,
            UNKNOWN_OPTION,
            INPUT_MISSING,
            INPUT_INVALID,
            NOT_CONNECTED,
            ALREADY_CONNECTED,
            CIRCUIT_OPEN,
            UNEXPECTED,
            UNSUPPORTED,
            RATE_LIMITED,
            BULKHEAD_FULL,
            TIMED_OUT,
            CANCELLED,
            AUTHENTICATION,
            AUTHORIZATION_SERVER_AWAY);

    private ConnectorErrors() {}
}
