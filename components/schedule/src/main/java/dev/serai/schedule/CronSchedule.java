/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Ticks as a crontab has them. A local time that a change of the clocks leaves out is made up for when they were changed; one
 * that comes twice is one tick.
 */
final class CronSchedule implements Schedule {

    private static final int FIELDS_OF_CRONTAB = 5;

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronSchedule(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * @param expression five fields as in a crontab, or six with the seconds before them
     * @throws IllegalArgumentException when it is none, or never comes true
     */
    static CronSchedule of(String expression, ZoneId zone) {
        String text = expression.strip();
        CronType type = text.split("\\s+", -1).length == FIELDS_OF_CRONTAB ? CronType.UNIX : CronType.SPRING53;
        Cron cron;
        try {
            cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'cron' is '" + expression + "': " + e.getMessage()
                            + ". Expected the fields of a crontab, minute hour"
                            + " day-of-month month day-of-week, such as \"0 2 * * 1-5\", with the seconds before them if there"
                            + " are six.",
                    e);
        }
        CronSchedule schedule = new CronSchedule(ExecutionTime.forCron(cron), zone);
        if (schedule.next(Instant.now()).isEmpty()) {
            throw new IllegalArgumentException("'cron' is '" + expression + "', which never comes true any more.");
        }
        return schedule;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        Optional<Instant> regular = times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
        return leftOut(after, regular).or(() -> regular);
    }

    /**
     * When the clocks were put forward over a tick that nothing regular follows soon: an hourly one needs no other. The library
     * leaves such a tick out.
     */
    private Optional<Instant> leftOut(Instant after, Optional<Instant> regular) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        if (change == null || !change.isGap()) {
            return Optional.empty();
        }
        Instant at = change.getInstant();
        if (regular.isPresent() && !regular.get().isAfter(at.plus(change.getDuration()))) {
            return Optional.empty();
        }
        return times.nextExecution(change.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC))
                .filter(local -> local.toLocalDateTime().isBefore(change.getDateTimeAfter()))
                .map(local -> at);
    }

    @Override
    public Optional<Instant> last(Instant until) {
        // What the library calls the last is before the time, and not at it.
        return times.lastExecution(until.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .map(before -> next(before).filter(time -> !time.isAfter(until)).orElse(before));
    }
}
