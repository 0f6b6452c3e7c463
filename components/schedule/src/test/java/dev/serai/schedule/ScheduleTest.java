/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ticks of crontabs and intervals. */
class ScheduleTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private static Schedule cron(String expression, ZoneId zone) {
        return Schedule.of(expression, null, zone);
    }

    private static List<String> ticks(Schedule schedule, String after, int count) {
        List<String> ticks = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = schedule.next(at).orElseThrow();
            ticks.add(at.toString());
        }
        return ticks;
    }

    @Test
    void aCrontabHasTheTicksOfItsZone() {
        assertThat(ticks(cron("0 2 * * 1-5", ZURICH), "2026-11-20T12:00:00Z", 3))
                .containsExactly("2026-11-23T01:00:00Z", "2026-11-24T01:00:00Z", "2026-11-25T01:00:00Z");
        assertThat(ticks(cron("*/20 * * * *", ZoneOffset.UTC), "2026-11-20T12:20:00Z", 3))
                .containsExactly("2026-11-20T12:40:00Z", "2026-11-20T13:00:00Z", "2026-11-20T13:20:00Z");
    }

    @Test
    void sixFieldsBeginWithTheSeconds() {
        assertThat(ticks(cron("*/30 * * * * *", ZoneOffset.UTC), "2026-11-20T12:00:10.5Z", 2))
                .containsExactly("2026-11-20T12:00:30Z", "2026-11-20T12:01:00Z");
    }

    @Test
    void aLocalTimeThatIsLeftOutIsMadeUpForAndOneThatComesTwiceIsOne() {
        Schedule nightly = cron("30 2 * * *", ZURICH);

        assertThat(ticks(nightly, "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(ticks(nightly, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(nightly.last(Instant.parse("2026-03-29T05:00:00Z"))).contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void anHourlyTickComesEachHourWhateverTheClocksSay() {
        Schedule hourly = cron("15 * * * *", ZURICH);

        assertThat(ticks(hourly, "2026-03-29T00:00:00Z", 3))
                .containsExactly("2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T02:15:00Z");
        assertThat(ticks(hourly, "2026-10-24T23:30:00Z", 3))
                .containsExactly("2026-10-25T00:15:00Z", "2026-10-25T01:15:00Z", "2026-10-25T02:15:00Z");
    }

    @Test
    void theLastTickIsTheOneAtATimeOrBeforeIt() {
        Schedule hourly = cron("0 * * * *", ZoneOffset.UTC);

        assertThat(hourly.last(Instant.parse("2026-11-20T12:00:00Z"))).contains(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(hourly.last(Instant.parse("2026-11-20T12:00:30Z"))).contains(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(hourly.last(Instant.parse("2026-11-20T11:59:59.999Z")))
                .contains(Instant.parse("2026-11-20T11:00:00Z"));
    }

    @Test
    void anIntervalDependsOnNoProcess() {
        Schedule quarters = Schedule.of(null, Duration.ofMinutes(15), ZoneOffset.UTC);
        Schedule days = Schedule.of(null, Duration.ofDays(1), ZURICH);

        assertThat(ticks(quarters, "2026-11-20T12:07:31Z", 2))
                .containsExactly("2026-11-20T12:15:00Z", "2026-11-20T12:30:00Z");
        assertThat(ticks(days, "2026-11-20T12:00:00Z", 1)).containsExactly("2026-11-20T23:00:00Z");
        assertThat(quarters.last(Instant.parse("2026-11-20T12:15:00Z")))
                .contains(Instant.parse("2026-11-20T12:15:00Z"));
        assertThat(quarters.next(Instant.parse("2026-11-20T12:15:00Z")))
                .contains(Instant.parse("2026-11-20T12:30:00Z"));
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        assertThatThrownBy(() -> cron("0 2 * *", ZoneOffset.UTC))
                .hasMessageContaining("'cron' is '0 2 * *'")
                .hasMessageContaining("minute hour day-of-month month day-of-week");
        assertThatThrownBy(() -> cron("61 2 * * *", ZoneOffset.UTC)).hasMessageContaining("61");
        assertThatThrownBy(() -> cron("0 0 30 2 *", ZoneOffset.UTC)).hasMessageContaining("never comes true");
        assertThatThrownBy(() -> Schedule.of(null, null, ZoneOffset.UTC))
                .hasMessageContaining("Neither 'cron' nor 'every'");
        assertThatThrownBy(() -> Schedule.of("0 2 * * *", Duration.ofHours(1), ZoneOffset.UTC))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> Schedule.of(null, Duration.ofMillis(-1), ZoneOffset.UTC))
                .hasMessageContaining("'every' is -1 ms");
    }
}
