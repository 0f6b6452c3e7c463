/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.messaging.MessagingErrors;
import java.util.List;
import java.util.stream.Stream;

/** What can go wrong with Kafka and with no other broker. */
public final class KafkaErrors {

    public static final ErrorCode PARTITION_UNKNOWN = new ErrorCode(
            "SERAI-KAFKA-001", ErrorCategory.CONFIGURATION, false, "The topic has no partition of that number.");
    public static final ErrorCode GROUP_LEFT = new ErrorCode(
            "SERAI-KAFKA-002",
            ErrorCategory.REMOTE,
            true,
            "The partitions went to others of the group before messages were settled; these come again there.");
    public static final ErrorCode POSITION_UNKNOWN = new ErrorCode(
            "SERAI-KAFKA-003",
            ErrorCategory.REMOTE,
            false,
            "The group has no saved position, or one whose messages are gone, and 'from' is 'committed' or is beyond the"
                    + " end of a partition.");

    public static final ErrorCode GROUP_IN_USE = new ErrorCode(
            "SERAI-KAFKA-004",
            ErrorCategory.REMOTE,
            false,
            "A group was to be moved while it has members that receive.");

    /** All that a connector can report, those of every broker first. */
    static final List<ErrorCode> ALL = Stream.concat(
                    MessagingErrors.ALL.stream(),
                    Stream.of(PARTITION_UNKNOWN, GROUP_LEFT, POSITION_UNKNOWN, GROUP_IN_USE))
            .toList();

    private KafkaErrors() {}
}
