/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.DeadEvent;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.KeptEvent;
import dev.serai.connector.state.StateArguments;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jooq.Record;

/**
 * Events of buses, kept in a store. Whoever appends to a bus has the row of its last position to himself until the end of
 * his transaction: so nobody sees a position before the ones below it. Thread-safe, also among processes that share the store.
 */
final class StoreEventLog implements EventLog {

    /** Of one statement, so that others are not kept waiting for long. */
    private static final int REMOVED_AT_ONCE = 1_000;

    private static final String TAKE_POSITIONS = "INSERT INTO event_bus (bus, last_position) VALUES (?, ?)"
            + " ON CONFLICT (bus) DO UPDATE SET last_position = event_bus.last_position + excluded.last_position"
            + " RETURNING last_position";

    private final StoreStatements store;
    private final Clock clock;

    StoreEventLog(StoreStatements store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public long append(String bus, List<byte[]> events) {
        StateArguments.scope(bus);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("There are no events. Expected at least one.");
        }
        long now = clock.millis();
        return store.transaction(changes -> {
            long last = takePositions(changes, bus, events.size());
            long position = last - events.size();
            for (byte[] event : events) {
                changes.update(
                        "INSERT INTO event (bus, position, appended_at, content) VALUES (?, ?, ?, ?)",
                        bus,
                        ++position,
                        now,
                        event);
            }
            return last;
        });
    }

    private static long takePositions(StoreChanges changes, String bus, long count) throws SQLException {
        return changes.updateReturning(TAKE_POSITIONS, bus, count)
                .orElseThrow(() -> new StoreException("The bus '" + bus + "' gave no position."));
    }

    @Override
    public List<KeptEvent> read(String bus, long after, int max) {
        return store.query(
                        "SELECT position, recipient, content FROM event WHERE bus = ? AND position > ?"
                                + " ORDER BY position LIMIT ?",
                        StateArguments.scope(bus),
                        after,
                        max)
                .map(row -> new KeptEvent(
                        row.get("position", Long.class),
                        row.get("recipient", String.class),
                        row.get("content", byte[].class)));
    }

    @Override
    public long last(String bus) {
        return store.query("SELECT last_position FROM event_bus WHERE bus = ?", StateArguments.scope(bus)).stream()
                .map(row -> row.get("last_position", Long.class))
                .findFirst()
                .orElse(0L);
    }

    @Override
    public int trim(String bus, Instant before, long newest) {
        long last = last(bus);
        int all = 0;
        int removed;
        do {
            removed = store.update(
                    "DELETE FROM event WHERE bus = ? AND position IN (SELECT position FROM event WHERE bus = ?"
                            + " AND (appended_at < ? OR position <= ?) ORDER BY position LIMIT " + REMOVED_AT_ONCE
                            + ")",
                    bus,
                    bus,
                    before.toEpochMilli(),
                    last - newest);
            all += removed;
        } while (removed == REMOVED_AT_ONCE);
        return all;
    }

    @Override
    public void bury(String bus, String subscriber, DeadEvent letter) {
        store.update(
                "INSERT INTO dead_event (bus, subscriber, position, failed_at, attempts, error, stack, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (bus, subscriber, position) DO UPDATE SET"
                        + " failed_at = excluded.failed_at, attempts = excluded.attempts, error = excluded.error,"
                        + " stack = excluded.stack",
                StateArguments.scope(bus),
                StateArguments.scope(subscriber),
                letter.position(),
                letter.failedAt().toEpochMilli(),
                letter.attempts(),
                letter.error(),
                letter.stack(),
                letter.content());
    }

    @Override
    public List<DeadEvent> dead(String bus, String subscriber, int max) {
        return store.query(
                        "SELECT position, content, failed_at, attempts, error, stack FROM dead_event"
                                + " WHERE bus = ? AND subscriber = ? ORDER BY position LIMIT ?",
                        StateArguments.scope(bus),
                        StateArguments.scope(subscriber),
                        max)
                .map(StoreEventLog::letter);
    }

    private static DeadEvent letter(Record row) {
        return new DeadEvent(
                row.get("position", Long.class),
                row.get("content", byte[].class),
                Instant.ofEpochMilli(row.get("failed_at", Long.class)),
                row.get("attempts", Integer.class),
                row.get("error", String.class),
                row.get("stack", String.class));
    }

    @Override
    public long countDead(String bus, String subscriber) {
        return store.query(
                        "SELECT count(*) AS letters FROM dead_event WHERE bus = ? AND subscriber = ?",
                        StateArguments.scope(bus),
                        StateArguments.scope(subscriber))
                .get(0)
                .get("letters", Long.class);
    }

    @Override
    public int replay(String bus, String subscriber, int max) {
        int replayed = 0;
        for (DeadEvent letter : dead(bus, subscriber, max)) {
            replayed += replay(bus, subscriber, letter);
        }
        return replayed;
    }

    private int replay(String bus, String subscriber, DeadEvent letter) {
        long now = clock.millis();
        return store.transaction(changes -> {
            int removed = changes.update(
                    "DELETE FROM dead_event WHERE bus = ? AND subscriber = ? AND position = ?",
                    bus,
                    subscriber,
                    letter.position());
            if (removed == 1) {
                changes.update(
                        "INSERT INTO event (bus, position, recipient, appended_at, content) VALUES (?, ?, ?, ?, ?)",
                        bus,
                        takePositions(changes, bus, 1),
                        subscriber,
                        now,
                        letter.content());
            }
            return removed;
        });
    }
}
