/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.time.Instant;
import java.util.List;

/**
 * Keeps the events of buses in the order in which they came, and those that a subscriber could not be done with. What an
 * event is, only who appends it knows. Thread-safe, also among processes that share the log. A bean of this type in Camel's
 * registry is used by all durable buses of the context. All methods block; what they return from outlives the process.
 */
public interface EventLog {

    /**
     * Appends events in their order, all or none.
     *
     * @param bus keeps the events of different buses apart; 1 to 200 characters
     * @param events at least one
     * @return the position of the last; the positions before it are those of the others. Positions of a bus begin at 1,
     *     have no gaps, and whoever sees one can see all before it
     */
    long append(String bus, List<byte[]> events);

    /**
     * Reads on, in the order of positions.
     *
     * @param after the position of the last event that was read; 0 for the beginning
     * @return empty when there are no more; the first is not the next position when events were removed in between
     */
    List<KeptEvent> read(String bus, long after, int max);

    /** The position of the event that was appended last, removed or not; 0 when there was none. */
    long last(String bus);

    /**
     * Removes old events.
     *
     * @param before those that were appended before then
     * @param newest and all but so many of the newest
     * @return how many were removed
     */
    int trim(String bus, Instant before, long newest);

    /** Keeps an event as one that a subscriber could not be done with; one of the same position is replaced. */
    void bury(String bus, String subscriber, DeadEvent letter);

    /** A subscriber's dead letters, the oldest position first. */
    List<DeadEvent> dead(String bus, String subscriber, int max);

    /** How many dead letters a subscriber has. */
    long countDead(String bus, String subscriber);

    /**
     * Appends dead letters anew, the oldest first, for their subscriber alone, and removes them from the dead letters.
     *
     * @return how many
     */
    int replay(String bus, String subscriber, int max);
}
