/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.messaging.MessagingErrors;
import java.util.List;
import java.util.stream.Stream;

/** What can go wrong with events, beside what can with messages. */
final class EventErrors {

    static final ErrorCode EVENT_INVALID = new ErrorCode(
            "SERAI-EVENT-001", ErrorCategory.CONFIGURATION, false, "What was to be published or handled is no event.");
    static final ErrorCode SUBSCRIBER_INVALID = new ErrorCode(
            "SERAI-EVENT-002",
            ErrorCategory.CONFIGURATION,
            false,
            "A subscriber cannot be as it is declared: its name, its types, its filter, or an option that the bus does not"
                    + " have.");
    static final ErrorCode SUBSCRIBER_TAKEN = new ErrorCode(
            "SERAI-EVENT-003", ErrorCategory.CONFIGURATION, false, "Somebody else subscribes under that name.");
    static final ErrorCode SUBSCRIBER_UNKNOWN =
            new ErrorCode("SERAI-EVENT-004", ErrorCategory.REMOTE, false, "Nobody subscribes under that name.");
    static final ErrorCode HANDLER_FAILED = new ErrorCode(
            "SERAI-EVENT-005",
            ErrorCategory.REMOTE,
            false,
            "Some handlers failed for an event; the details say which.");
    static final ErrorCode BUFFER_FULL = new ErrorCode(
            "SERAI-EVENT-006",
            ErrorCategory.REMOTE,
            true,
            "A subscriber with 'overflow' fail has no room; nobody was given the event.");
    static final ErrorCode BUS_INVALID = new ErrorCode(
            "SERAI-EVENT-007",
            ErrorCategory.CONFIGURATION,
            false,
            "The bus cannot be as it is declared: there is no store, or 'over' names no broker.");
    static final ErrorCode POSITION_MOVED = new ErrorCode(
            "SERAI-EVENT-008",
            ErrorCategory.REMOTE,
            true,
            "Somebody else moved or reset a subscriber's position; it goes on from there.");
    static final ErrorCode STORE_FAILED =
            new ErrorCode("SERAI-EVENT-009", ErrorCategory.CONNECTION, true, "The store could not be read or written.");

    /** All of them, in the order of their numbers, and those of messages. */
    static final List<ErrorCode> ALL = Stream.concat(
                    Stream.of(
                            EVENT_INVALID,
                            SUBSCRIBER_INVALID,
                            SUBSCRIBER_TAKEN,
                            SUBSCRIBER_UNKNOWN,
                            HANDLER_FAILED,
                            BUFFER_FULL,
                            BUS_INVALID,
                            POSITION_MOVED,
                            STORE_FAILED),
                    MessagingErrors.ALL.stream())
            .toList();

    private EventErrors() {}
}
