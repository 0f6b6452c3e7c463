/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.MemoryCheckpointStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is next after processes were away, busy or not alone. */
class TicksTest {

    private final Schedule hourly = Schedule.of("0 * * * *", null, ZoneOffset.UTC);
    private final CheckpointStore checkpoints = new MemoryCheckpointStore();

    private Ticks begun(CatchUp catchUp, String now) {
        return new Ticks(hourly, catchUp, checkpoints, "schedule/report", at(now));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-20T" + time + ":00Z");
    }

    /** Does all that is due at a time, and gives the hours. */
    private static List<String> doAll(Ticks ticks, String now) {
        List<String> done = new ArrayList<>();
        Optional<Ticks.Tick> next = ticks.next(at(now));
        while (next.isPresent() && next.get().isDue(at(now))) {
            done.add(
                    next.get().time().toString().substring(11, 13) + (next.get().missed() ? " late" : ""));
            ticks.done(next.get());
            ticks.attend(at(now));
            next = ticks.next(at(now));
        }
        return done;
    }

    @Test
    void aNewScheduleBeginsNow() {
        Ticks ticks = begun(CatchUp.ALL, "08:30");

        assertThat(doAll(ticks, "08:30")).isEmpty();
        assertThat(ticks.next(at("08:30"))).contains(new Ticks.Tick(at("09:00"), false));
        assertThat(doAll(ticks, "09:00")).containsExactly("09");
        assertThat(doAll(ticks, "09:00")).isEmpty();
    }

    @Test
    void whoWasAwayMakesUpForAllForTheLastOrForNone() {
        assertThat(doAll(begun(CatchUp.ALL, "08:30"), "08:30")).isEmpty();

        assertThat(doAll(begun(CatchUp.NONE, "11:30"), "11:30")).isEmpty();
        assertThat(begun(CatchUp.NONE, "11:30").next(at("11:30"))).contains(new Ticks.Tick(at("12:00"), false));
        assertThat(begun(CatchUp.LAST, "11:30").next(at("11:30"))).contains(new Ticks.Tick(at("11:00"), true));
        assertThat(doAll(begun(CatchUp.ALL, "11:30"), "11:30")).containsExactly("09 late", "10 late", "11 late");
        assertThat(doAll(begun(CatchUp.LAST, "11:45"), "11:45")).isEmpty();
    }

    @Test
    void theLastIsMadeUpForOnce() {
        assertThat(doAll(begun(CatchUp.LAST, "08:30"), "08:30")).isEmpty();

        Ticks ticks = begun(CatchUp.LAST, "11:30");
        assertThat(doAll(ticks, "11:30")).containsExactly("11 late");
        assertThat(doAll(ticks, "12:00")).containsExactly("12");
    }

    @Test
    void aTickThatFailsIsNextUntilAnotherCame() {
        Ticks ticks = begun(CatchUp.NONE, "08:30");
        Ticks.Tick nine = ticks.next(at("09:00")).orElseThrow();

        ticks.failed(nine, at("09:10"));
        assertThat(ticks.next(at("09:10"))).contains(nine);
        ticks.failed(nine, at("10:01"));
        assertThat(ticks.next(at("10:01"))).contains(new Ticks.Tick(at("11:00"), false));
    }

    @Test
    void aTickThatFailsComesInItsOrderWhenAllAreMadeUpFor() {
        Ticks ticks = begun(CatchUp.ALL, "08:30");
        Ticks.Tick nine = ticks.next(at("09:00")).orElseThrow();

        ticks.failed(nine, at("10:01"));

        assertThat(doAll(ticks, "10:01")).containsExactly("09 late", "10 late");
    }

    @Test
    void whatAnotherProcessDidIsNotDoneAgain() {
        Ticks one = begun(CatchUp.LAST, "08:30");
        Ticks other = begun(CatchUp.LAST, "08:30");
        Ticks.Tick nine = one.next(at("09:00")).orElseThrow();
        assertThat(other.next(at("09:00"))).contains(nine);

        one.done(nine);
        assertThat(other.next(at("09:00"))).contains(new Ticks.Tick(at("10:00"), false));
        Ticks.Tick ten = one.next(at("10:00")).orElseThrow();
        assertThat(other.next(at("10:00"))).contains(ten);
        one.done(ten);
        one.attend(at("10:00"));
        other.done(ten);

        assertThat(one.next(at("10:00"))).contains(new Ticks.Tick(at("11:00"), false));
    }

    @Test
    void anIntervalOfASecondCatchesUpAtOnceAfterYears() {
        Schedule seconds = Schedule.of(null, Duration.ofSeconds(1), ZoneOffset.UTC);
        checkpoints.save("schedule/report", Optional.empty(), "2016-01-01T00:00:00Z");

        Ticks ticks = new Ticks(seconds, CatchUp.LAST, checkpoints, "schedule/report", at("08:30"));

        assertThat(ticks.next(at("08:30"))).contains(new Ticks.Tick(at("08:30"), true));
    }

    @Test
    void aPositionThatIsNoTimeIsRefused() {
        checkpoints.save("schedule/report", Optional.empty(), "noon");

        assertThatThrownBy(() -> begun(CatchUp.ALL, "08:30").next(at("08:30")))
                .hasMessageContaining("'noon', which is no time");
    }
}
