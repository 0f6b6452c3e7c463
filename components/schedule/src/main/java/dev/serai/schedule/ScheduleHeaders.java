/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

/** The headers of a message that a schedule starts a route with, beside the idempotency key. */
public final class ScheduleHeaders {

    /** The schedule's name. */
    public static final String SCHEDULE = "CamelSeraiSchedule";

    /** For which tick, as ISO 8601 with the offset of the schedule's zone: {@code 2026-01-31T02:00:00+01:00}. */
    public static final String SCHEDULED_TIME = "CamelSeraiScheduledTime";

    /** Whether the tick is made up for; a Boolean. */
    public static final String CAUGHT_UP = "CamelSeraiCaughtUp";

    private ScheduleHeaders() {}
}
