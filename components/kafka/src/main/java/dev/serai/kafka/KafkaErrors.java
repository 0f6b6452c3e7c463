/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Everything that can go wrong between a connector and its Kafka cluster. */
public final class KafkaErrors {

    public static final ErrorCode CANNOT_CONNECT = new ErrorCode(
            "SERAI-KAFKA-001", ErrorCategory.CONNECTION, true, "No broker could be reached in time; nothing was sent.");
    public static final ErrorCode TIMEOUT = new ErrorCode(
            "SERAI-KAFKA-002",
            ErrorCategory.TIMEOUT,
            true,
            "No broker confirmed within 'deliveryTimeout' or 'requestTimeout'; nobody knows whether it was done.");
    public static final ErrorCode NOT_TRUSTED = new ErrorCode(
            "SERAI-KAFKA-003",
            ErrorCategory.CONNECTION,
            false,
            "No encrypted connection came about; nothing was sent.");
    public static final ErrorCode ACCESS_REFUSED = new ErrorCode(
            "SERAI-KAFKA-004",
            ErrorCategory.AUTHENTICATION,
            false,
            "The user and the password were refused, or the user may not do this.");
    public static final ErrorCode TOPIC_UNKNOWN = new ErrorCode(
            "SERAI-KAFKA-005", ErrorCategory.REMOTE, false, "There is no topic of that name; none is created.");
    public static final ErrorCode PARTITION_UNKNOWN = new ErrorCode(
            "SERAI-KAFKA-006", ErrorCategory.CONFIGURATION, false, "The topic has no partition of that number.");
    public static final ErrorCode TOO_LARGE = new ErrorCode(
            "SERAI-KAFKA-007",
            ErrorCategory.REMOTE,
            false,
            "A message is larger than 'maxMessageSize', or than the topic's own limit; it was not taken.");
    public static final ErrorCode NOT_AVAILABLE = new ErrorCode(
            "SERAI-KAFKA-008",
            ErrorCategory.REMOTE,
            true,
            "The cluster cannot do it for now: too few replicas, or a partition without a leader.");
    public static final ErrorCode GROUP_LEFT = new ErrorCode(
            "SERAI-KAFKA-009",
            ErrorCategory.REMOTE,
            true,
            "The partitions went to others of the group before messages were settled; these come again there.");
    public static final ErrorCode POSITION_UNKNOWN = new ErrorCode(
            "SERAI-KAFKA-010",
            ErrorCategory.REMOTE,
            false,
            "The group has no saved position, or one whose messages are gone, and 'from' is 'committed'.");
    public static final ErrorCode REFUSED =
            new ErrorCode("SERAI-KAFKA-011", ErrorCategory.REMOTE, false, "The cluster refused in another way.");
    public static final ErrorCode OPTION_REFUSED =
            new ErrorCode("SERAI-KAFKA-012", ErrorCategory.CONFIGURATION, false, "An option has an impossible value.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL = List.of(
            CANNOT_CONNECT,
            TIMEOUT,
            NOT_TRUSTED,
            ACCESS_REFUSED,
            TOPIC_UNKNOWN,
            PARTITION_UNKNOWN,
            TOO_LARGE,
            NOT_AVAILABLE,
            GROUP_LEFT,
            POSITION_UNKNOWN,
            REFUSED,
            OPTION_REFUSED);

    private KafkaErrors() {}
}
