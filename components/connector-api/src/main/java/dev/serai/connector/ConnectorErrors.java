/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/** The failures that any connector can have before its own protocol is involved. */
public final class ConnectorErrors {

    public static final ErrorCode CONFIGURATION =
            new ErrorCode("SERAI-CONNECTOR-001", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode UNKNOWN_CONNECTOR =
            new ErrorCode("SERAI-CONNECTOR-002", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode UNKNOWN_OPERATION =
            new ErrorCode("SERAI-CONNECTOR-003", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode UNKNOWN_OPTION =
            new ErrorCode("SERAI-CONNECTOR-004", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode INPUT_MISSING =
            new ErrorCode("SERAI-CONNECTOR-005", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode INPUT_INVALID =
            new ErrorCode("SERAI-CONNECTOR-006", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode NOT_CONNECTED = new ErrorCode("SERAI-CONNECTOR-007", ErrorCategory.CONNECTION, true);
    public static final ErrorCode ALREADY_CONNECTED =
            new ErrorCode("SERAI-CONNECTOR-008", ErrorCategory.CONFIGURATION, false);
    public static final ErrorCode CIRCUIT_OPEN = new ErrorCode("SERAI-CONNECTOR-009", ErrorCategory.CONNECTION, true);
    public static final ErrorCode UNEXPECTED = new ErrorCode("SERAI-CONNECTOR-010", ErrorCategory.REMOTE, true);
    public static final ErrorCode UNSUPPORTED = new ErrorCode("SERAI-CONNECTOR-011", ErrorCategory.UNSUPPORTED, false);

    private ConnectorErrors() {}
}
