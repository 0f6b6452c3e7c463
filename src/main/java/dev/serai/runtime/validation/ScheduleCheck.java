/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.validation.EndpointUri.OptionValue;
import dev.serai.runtime.workspace.Durations;
import dev.serai.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/** Tries the times of {@code schedule:} endpoints. */
final class ScheduleCheck implements Check {

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        for (EndpointUse use : model.elements().endpoints()) {
            if (use.side() != EndpointUse.Side.CONSUMER) {
                continue;
            }
            EndpointUri.parse(use, model.placeholders())
                    .filter(uri -> uri.scheme().equals("schedule"))
                    .ifPresent(uri -> check(uri, problems));
        }
    }

    private static void check(EndpointUri uri, Problems problems) {
        Map<String, OptionValue> options = uri.options();
        String cron = text(options, "cron");
        String every = text(options, "every");
        String zone = text(options, "zone");
        boolean known = Stream.of("cron", "every", "zone")
                .map(options::get)
                .allMatch(value -> value == null || (value.text() != null && !value.dynamic()));
        if (!known || (every != null && !Durations.readable(every))) {
            return;
        }
        SourceLocation place = options.containsKey("cron")
                ? options.get("cron").location()
                : options.containsKey("every")
                        ? options.get("every").location()
                        : uri.use().location();
        try {
            Schedule unused = Schedule.of(
                    cron,
                    every == null ? null : Duration.ofMillis(TimeUtils.toMilliSeconds(every)),
                    ZoneId.of(zone == null ? "UTC" : zone));
        } catch (DateTimeException e) {
            problems.add(
                    options.get("zone").location(),
                    "'zone' is '" + zone + "'. Expected the name of a time zone, such as UTC or Europe/Zurich.");
        } catch (IllegalArgumentException e) {
            problems.add(place, "The schedule '" + uri.name() + "': " + e.getMessage());
        }
    }

    private static String text(Map<String, OptionValue> options, String name) {
        OptionValue value = options.get(name);
        return value == null ? null : value.text();
    }
}
