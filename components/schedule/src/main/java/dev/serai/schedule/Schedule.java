/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The times at which something is to happen, its ticks. All processes that have the same schedule have the same ticks, however
 * long they run. Immutable.
 */
interface Schedule {

    /** The first tick after a time; empty when there is none any more. */
    Optional<Instant> next(Instant after);

    /** The last tick at a time or before it; empty when there was none. */
    Optional<Instant> last(Instant until);

    /**
     * What the options of an endpoint say.
     *
     * @param cron null for none
     * @param every null for none
     * @throws IllegalArgumentException when they are no schedule, with what to write instead
     */
    static Schedule of(String cron, Duration every, ZoneId zone) {
        if ((cron == null) == (every == null)) {
            throw new IllegalArgumentException(
                    (cron == null ? "Neither 'cron' nor 'every' is given" : "'cron' and 'every' exclude each other")
                            + ". Write one of them, such as cron: \"0 2 * * *\" or every: 15m.");
        }
        return cron == null ? new Interval(every, zone) : CronSchedule.of(cron, zone);
    }
}
