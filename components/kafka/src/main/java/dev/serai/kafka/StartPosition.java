/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group begins in a partition in which it has no saved position.
 *
 * @param kind what is meant
 * @param instant for {@link Kind#TIME}: with the first message of this time or later; else null
 * @param offsets for {@link Kind#OFFSETS}: with which message, by partition; others begin at the beginning
 */
record StartPosition(Kind kind, Instant instant, Map<Integer, Long> offsets) {

    static final StartPosition BEGINNING = new StartPosition(Kind.BEGINNING, null, Map.of());

    private static final Pattern OFFSETS = Pattern.compile("\\d{1,9}:\\d{1,18}(\\s*,\\s*\\d{1,9}:\\d{1,18})*");

    /** What a position is told by. */
    enum Kind {
        BEGINNING,
        END,
        COMMITTED,
        TIME,
        OFFSETS
    }

    /** @param text as people write it; null for the beginning, which leaves nothing out */
    static StartPosition of(Object text, Caller caller) {
        if (text == null) {
            return BEGINNING;
        }
        return switch (String.valueOf(text).toLowerCase(Locale.ROOT)) {
            case "beginning" -> BEGINNING;
            case "end" -> new StartPosition(Kind.END, null, Map.of());
            case "committed" -> new StartPosition(Kind.COMMITTED, null, Map.of());
            default -> of(String.valueOf(text).strip(), caller);
        };
    }

    private static StartPosition of(String text, Caller caller) {
        return OFFSETS.matcher(text).matches()
                ? new StartPosition(Kind.OFFSETS, null, offsets(text, caller))
                : new StartPosition(Kind.TIME, instant(text, caller), Map.of());
    }

    private static Map<Integer, Long> offsets(String text, Caller caller) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String one : text.split("\\s*,\\s*", -1)) {
            int colon = one.indexOf(':');
            int partition = Integer.parseInt(one.substring(0, colon));
            if (offsets.put(partition, Long.valueOf(one.substring(colon + 1))) != null) {
                throw caller.failure(
                                ConnectorErrors.INPUT_INVALID,
                                "'from' is '" + text + "' and names the partition " + partition
                                        + " twice. Expected one offset for each.")
                        .build();
            }
        }
        return offsets;
    }

    private static Instant instant(Object text, Caller caller) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw caller.failure(
                            ConnectorErrors.INPUT_INVALID,
                            "'from' is '" + text
                                    + "'. Expected beginning, end, committed, a time such as 2026-01-31T12:00:00Z,"
                                    + " or offsets by partition such as 0:120,1:300.")
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
        return kind == Kind.END || kind == Kind.TIME || kind == Kind.OFFSETS;
    }

    /**
     * The position in each partition; not for {@link Kind#COMMITTED}.
     *
     * @throws ConnectorException {@link KafkaErrors#POSITION_UNKNOWN} when a partition ends before it
     */
    Map<TopicPartition, Long> in(Collection<TopicPartition> partitions, Consumer<?, ?> consumer, Caller caller) {
        Map<TopicPartition, Long> positions = new HashMap<>(consumer.endOffsets(partitions));
        if (kind == Kind.OFFSETS || kind == Kind.BEGINNING) {
            return given(positions, consumer.beginningOffsets(partitions), caller);
        }
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

    private Map<TopicPartition, Long> given(
            Map<TopicPartition, Long> ends, Map<TopicPartition, Long> beginnings, Caller caller) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach((partition, end) -> {
            // What the topic has deleted by now is passed over, as it is for a saved position.
            long position = Math.max(offsets.getOrDefault(partition.partition(), 0L), beginnings.get(partition));
            if (position > end) {
                throw caller.failure(
                                KafkaErrors.POSITION_UNKNOWN,
                                "'from' is " + position + " in the partition " + partition.partition() + " of '"
                                        + partition.topic() + "', which ends at " + end + ". Expected " + end
                                        + " at most, where the next message will be.")
                        .build();
            }
            positions.put(partition, position);
        });
        return positions;
    }
}
