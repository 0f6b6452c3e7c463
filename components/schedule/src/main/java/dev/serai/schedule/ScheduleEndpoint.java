/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Starts a route at the times of a crontab or of an interval, and makes up for those that it missed. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "schedule",
        title = "Schedule",
        syntax = "schedule:name",
        consumerOnly = true,
        headersClass = ScheduleHeaders.class,
        category = {Category.SCHEDULING})
public class ScheduleEndpoint extends DefaultEndpoint {

    @UriPath(description = "The schedule's name, under which it is remembered how far it is.")
    @Metadata(required = true)
    private final String name;

    @UriParam(
            description = "The times, as the fields of a crontab: minute hour day-of-month month day-of-week, or six"
                    + " with the seconds before them. Either this or 'every'.")
    private String cron;

    @UriParam(
            javaType = "java.time.Duration",
            description =
                    "A time after each such period, counted from a midnight, so that it does not depend on when a"
                            + " process began: 15m means the full, quarter, half and three-quarter hour. Either this or 'cron'.")
    private long every;

    @UriParam(
            defaultValue = "UTC",
            description = "The time zone of 'cron', and of the midnight of 'every', such as Europe/Zurich.")
    private String zone = "UTC";

    @UriParam(
            defaultValue = "LAST",
            description =
                    "What is done with times that came while the process was away or the route still busy: none of"
                            + " them is made up for, the last, or all in their order.")
    private CatchUp catchUp = CatchUp.LAST;

    private Schedule schedule;

    ScheduleEndpoint(String uri, ScheduleComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    void requireSchedule() {
        try {
            schedule = Schedule.of(cron, every == 0 ? null : Duration.ofMillis(every), zoneId());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The schedule '" + name + "': " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when there is no such zone */
    ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'zone' is '" + zone + "'. Expected the name of a time zone, such as UTC or Europe/Zurich.", e);
        }
    }

    Schedule schedule() {
        return schedule;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ScheduleConsumer consumer = new ScheduleConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("Nothing can be sent to a schedule; it stands in 'from:'.");
    }

    public String getName() {
        return name;
    }

    public String getCron() {
        return cron;
    }

    public void setCron(String cron) {
        this.cron = cron;
    }

    public long getEvery() {
        return every;
    }

    public void setEvery(long every) {
        this.every = every;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public CatchUp getCatchUp() {
        return catchUp;
    }

    public void setCatchUp(CatchUp catchUp) {
        this.catchUp = catchUp;
    }
}
