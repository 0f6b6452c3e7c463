/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.StateArguments;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** Positions of sources, kept in a store. Thread-safe, also among processes that share the store. */
final class StoreCheckpoints implements CheckpointStore {

    private final StoreStatements store;
    private final Clock clock;

    StoreCheckpoints(StoreStatements store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Checkpoint> load(String source) {
        return store
                .query(
                        "SELECT source, position, revision, saved_at FROM checkpoint"
                                + " WHERE source = ? AND position IS NOT NULL",
                        StateArguments.source(source))
                .stream()
                .map(StoreCheckpoints::checkpoint)
                .findFirst();
    }

    @Override
    public Optional<Checkpoint> save(String source, Optional<Checkpoint> previous, String position) {
        StateArguments.source(source);
        StateArguments.position(position);
        Instant now = Instant.ofEpochMilli(clock.millis());
        Optional<Long> revision = previous.isEmpty()
                ? store.updateReturning(
                        "INSERT INTO checkpoint (source, position, revision, saved_at) VALUES (?, ?, 1, ?)"
                                + " ON CONFLICT (source) DO UPDATE SET position = excluded.position,"
                                + " revision = checkpoint.revision + 1, saved_at = excluded.saved_at"
                                + " WHERE checkpoint.position IS NULL RETURNING revision",
                        source,
                        position,
                        now.toEpochMilli())
                : store.updateReturning(
                        "UPDATE checkpoint SET position = ?, revision = revision + 1, saved_at = ?"
                                + " WHERE source = ? AND revision = ? AND position IS NOT NULL RETURNING revision",
                        position,
                        now.toEpochMilli(),
                        source,
                        previous.get().revision());
        return revision.map(number -> new Checkpoint(source, position, number, now));
    }

    @Override
    public List<Checkpoint> list() {
        return store
                .query("SELECT source, position, revision, saved_at FROM checkpoint WHERE position IS NOT NULL")
                .stream()
                .map(StoreCheckpoints::checkpoint)
                // Here, because databases differ in how they order text.
                .sorted(Comparator.comparing(Checkpoint::source))
                .toList();
    }

    @Override
    public boolean reset(String source) {
        return store.update(
                        "UPDATE checkpoint SET position = NULL, revision = revision + 1, saved_at = ?"
                                + " WHERE source = ? AND position IS NOT NULL",
                        clock.millis(),
                        StateArguments.source(source))
                == 1;
    }

    private static Checkpoint checkpoint(Record row) {
        return new Checkpoint(
                row.get("source", String.class),
                row.get("position", String.class),
                row.get("revision", Long.class),
                Instant.ofEpochMilli(row.get("saved_at", Long.class)));
    }
}
