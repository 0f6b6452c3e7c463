/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How far a schedule is, and what is next. The last tick that is done with is kept where connectors keep their positions, so
 * that it outlives the process and all processes of one store share it. Of one thread.
 */
final class Ticks {

    private final Schedule schedule;
    private final CatchUp catchUp;
    private final CheckpointStore checkpoints;
    private final String source;

    private Optional<Checkpoint> reached = Optional.empty();

    /** Until when ticks were waited for: one that comes after it comes in its time. */
    private Instant attended;

    /**
     * @param source under which the last tick is kept
     * @param now ticks before it came while nobody was there
     */
    Ticks(Schedule schedule, CatchUp catchUp, CheckpointStore checkpoints, String source, Instant now) {
        this.schedule = schedule;
        this.catchUp = catchUp;
        this.checkpoints = checkpoints;
        this.source = source;
        this.attended = now;
    }

    /**
     * A tick.
     *
     * @param missed whether it is made up for
     */
    record Tick(Instant time, boolean missed) {

        /** Whether it has come. */
        boolean isDue(Instant now) {
            return !time.isAfter(now);
        }
    }

    /**
     * The tick that is to be done next, which may have come already; empty when there is none any more. A schedule that is
     * new begins with the first for which somebody is there.
     */
    Optional<Tick> next(Instant now) {
        Instant last = last();
        Optional<Instant> following = schedule.next(last);
        if (following.isEmpty() || following.get().isAfter(attended)) {
            return following.map(time -> new Tick(time, false));
        }
        return missed(following.get(), now);
    }

    private Optional<Tick> missed(Instant first, Instant now) {
        return switch (catchUp) {
            case ALL -> Optional.of(new Tick(first, true));
            case LAST -> schedule.last(now).map(time -> new Tick(time, !time.isAfter(attended)));
            case NONE -> schedule.next(attended).map(time -> new Tick(time, false));
        };
    }

    private Instant last() {
        reached = checkpoints.load(source);
        if (reached.isEmpty()) {
            reached = checkpoints.save(source, Optional.empty(), attended.toString());
            // Somebody else began at the same time.
            return reached.isPresent() ? attended : last();
        }
        String position = reached.get().position();
        try {
            return Instant.parse(position);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(
                    "The position of '" + source + "' is '" + position + "', which is no time. Reset it.", e);
        }
    }

    /** A tick is done with. When another process was faster, what it saved stays. */
    void done(Tick tick) {
        Optional<Checkpoint> unused =
                checkpoints.save(source, reached, tick.time().toString());
    }

    /** The route of a tick failed: once the next has come, it is one that was missed. */
    void failed(Tick tick, Instant now) {
        if (schedule.next(tick.time())
                .filter(following -> !following.isAfter(now))
                .isPresent()) {
            attend(now);
        }
    }

    /** Whoever waits for ticks was busy, and looks again. */
    void attend(Instant now) {
        attended = now;
    }
}
