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
 * The times at which something is to happen: its ticks. All processes that have the same schedule have the same ticks, however
 * long they run. Immutable.
 */
public interface Schedule {

    /** The first tick after a time; empty when there is none any more. */
    Optional<Instant> next(Instant after);

    /** The last tick at a time or before it; empty when there was none. */
    Optional<Instant> last(Instant until);

    /**
     * What the options of an endpoint say.
     *
     * @param cron five fields as in a crontab, or six with the seconds before them; null for none
     * @param every 100 ms or more; null for none
     * @param zone of the crontab's times, and of the midnight from which periods are counted
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
