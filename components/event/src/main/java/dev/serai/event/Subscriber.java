/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import java.util.List;
import java.util.Map;

/**
 * Who gets events.
 *
 * @param name its position, its buffer and its dead letters belong to the name
 * @param types of the events it gets
 * @param buffer how many events may wait for it in memory or be with its route
 * @param overflow what becomes of more; null where the bus keeps them
 * @param counts what became of its events
 */
record Subscriber(String name, EventTypes types, int buffer, OverflowRule overflow, SubscriberCounts counts) {

    private static final String DEAD = ".dead";

    /** What brokers allow in the names of queues, topics and groups, with room for more. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /**
     * The subscriber that a route or a call declares.
     *
     * @param input of an operation that receives, complete
     * @param buffers whether the bus has buffers in memory that can overflow
     */
    static Subscriber of(Caller caller, Map<String, Object> input, boolean buffers, SubscriberCounts counts) {
        String name = requireName(caller, (String) input.get("subscriber"));
        try {
            Object overflow = input.get("overflow");
            if (overflow != null && !buffers) {
                throw new IllegalArgumentException(
                        "'overflow' is '" + overflow
                                + "', but this bus keeps events until they are handled, so that no buffer overflows. Leave it out.");
            }
            OverflowRule rule = buffers
                    ? OverflowRule.of(overflow == null ? OverflowRule.DEAD_LETTER.option() : overflow.toString())
                    : null;
            return new Subscriber(
                    name,
                    EventTypes.of((List<?>) input.get("types")),
                    Math.toIntExact((Long) input.get("buffer")),
                    rule,
                    counts);
        } catch (IllegalArgumentException e) {
            throw caller.failure(EventErrors.SUBSCRIBER_INVALID, e.getMessage()).build();
        }
    }

    static String requireName(Caller caller, String name) {
        if (!name.matches(NAME) || name.endsWith(DEAD)) {
            throw caller.failure(
                            EventErrors.SUBSCRIBER_INVALID,
                            "'subscriber' is '" + name
                                    + "'. Expected 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or"
                                    + " digit, and not ending with '" + DEAD + "', as the names of dead letters do.")
                    .build();
        }
        return name;
    }

    /** Where its dead letters go, as messages name it. */
    String deadLetters() {
        return name + DEAD;
    }

    /** The subscriber whose dead letters a destination is. */
    static String ofDeadLetters(String destination) {
        return destination.substring(0, destination.length() - DEAD.length());
    }
}
