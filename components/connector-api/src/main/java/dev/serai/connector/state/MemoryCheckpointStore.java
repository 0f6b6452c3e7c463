/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers positions as long as the process lives. There are as many as there are streams. Thread-safe. */
public final class MemoryCheckpointStore implements CheckpointStore {

    private final Clock clock;
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();

    /** Never the same twice, so that a source which was reset and read again is not taken for the one before. */
    private long revisions;

    public MemoryCheckpointStore() {
        this(Clock.systemUTC());
    }

    /** @param clock says when a position was saved */
    public MemoryCheckpointStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Checkpoint> load(String source) {
        return Optional.ofNullable(checkpoints.get(StateArguments.source(source)));
    }

    @Override
    public synchronized Optional<Checkpoint> save(String source, Optional<Checkpoint> previous, String position) {
        StateArguments.position(position);
        if (!load(source).map(Checkpoint::revision).equals(previous.map(Checkpoint::revision))) {
            return Optional.empty();
        }
        Checkpoint saved =
                new Checkpoint(source, position, ++revisions, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        checkpoints.put(source, saved);
        return Optional.of(saved);
    }

    @Override
    public synchronized List<Checkpoint> list() {
        return checkpoints.values().stream()
                .sorted(Comparator.comparing(Checkpoint::source))
                .toList();
    }

    @Override
    public synchronized boolean reset(String source) {
        return checkpoints.remove(StateArguments.source(source)) != null;
    }
}
