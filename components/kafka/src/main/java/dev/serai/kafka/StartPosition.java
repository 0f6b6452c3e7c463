/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group begins in a partition in which it has no saved position.
 *
 * @param kind what is meant
 * @param instant for {@link Kind#TIME}: with the first message of this time or later; else null
 */
record StartPosition(Kind kind, Instant instant) {

    static final StartPosition BEGINNING = new StartPosition(Kind.BEGINNING, null);

    /** What a position is told by. */
    enum Kind {
        BEGINNING,
        END,
        COMMITTED,
        TIME
    }

    /** @param text as people write it; null for the beginning, which leaves nothing out */
    static StartPosition of(Object text, Caller caller) {
        if (text == null) {
            return BEGINNING;
        }
        return switch (String.valueOf(text).toLowerCase(Locale.ROOT)) {
            case "beginning" -> BEGINNING;
            case "end" -> new StartPosition(Kind.END, null);
            case "committed" -> new StartPosition(Kind.COMMITTED, null);
            default -> new StartPosition(Kind.TIME, instant(text, caller));
        };
    }

    private static Instant instant(Object text, Caller caller) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw caller.failure(
                            ConnectorErrors.INPUT_INVALID,
                            "'from' is '" + text
                                    + "'. Expected beginning, end, committed or a time such as 2026-01-31T12:00:00Z.")
                    .cause(e)
                    .build();
        }
    }

    /**
     * What the client does itself. Where a saved position is too old for what the topic keeps, what is left is received from
     * its beginning: at the end nobody would know what was passed over.
     */
    String reset() {
        return kind == Kind.COMMITTED ? "none" : "earliest";
    }

    /** Whether the client does not know the position, so that it is asked for and saved before anything is received. */
    boolean isSought() {
        return kind == Kind.END || kind == Kind.TIME;
    }

    /** The position in each partition, for those that {@link #isSought}. */
    Map<TopicPartition, Long> in(Collection<TopicPartition> partitions, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> positions = new HashMap<>(consumer.endOffsets(partitions));
        if (kind == Kind.TIME) {
            long millis = instant.toEpochMilli();
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                    partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> millis)));
            found.forEach((partition, at) -> {
                if (at != null) {
                    positions.put(partition, at.offset());
                }
            });
        }
        return positions;
    }
}
