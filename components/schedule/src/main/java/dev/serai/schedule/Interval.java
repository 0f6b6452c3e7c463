/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** A tick after each period, counted from the midnight with which 1970 began, and not from when a process began. */
final class Interval implements Schedule {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Duration period;
    private final Instant origin;

    /** @param zone whose midnight it is */
    Interval(Duration period, ZoneId zone) {
        if (period.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "'every' is " + period.toMillis() + " ms. Expected " + SHORTEST.toMillis() + " ms or more.");
        }
        this.period = period;
        this.origin = LocalDate.EPOCH.atStartOfDay(zone).toInstant();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.of(tick(Math.addExact(number(after), 1)));
    }

    @Override
    public Optional<Instant> last(Instant until) {
        return Optional.of(tick(number(until)));
    }

    private long number(Instant time) {
        return Math.floorDiv(Duration.between(origin, time).toMillis(), period.toMillis());
    }

    private Instant tick(long number) {
        return origin.plusMillis(Math.multiplyExact(number, period.toMillis()));
    }
}
