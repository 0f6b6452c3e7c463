/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.state.DeadEvent;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.KeptEvent;
import dev.serai.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Events are kept in their order, alike in every database. */
@ParameterizedClass
@EnumSource
class EventLogTest {

    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    private static final String BUS = "shop";
    private static PostgresServer server;

    @Parameter
    private Kind kind;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private Database database;

    @BeforeEach
    void open() {
        if (kind == Kind.POSTGRESQL && server == null) {
            server = PostgresServer.start();
        }
        database = kind == Kind.SQLITE ? Database.sqlite(folder, clock) : Database.postgres(server, clock);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private EventLog log() {
        return database.events();
    }

    private long append(String... events) {
        return log().append(
                        BUS, List.of(events).stream().map(EventLogTest::bytes).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<KeptEvent> events) {
        return events.stream()
                .map(event -> new String(event.content(), StandardCharsets.UTF_8))
                .toList();
    }

    private DeadEvent letter(long position, String content, int attempts) {
        return new DeadEvent(position, bytes(content), clock.instant(), attempts, "no such order", "at Orders.java:7");
    }

    @Test
    void eventsAreReadInTheOrderInWhichTheyWereAppended() {
        assertThat(log().last(BUS)).isZero();
        assertThat(append("a", "b")).isEqualTo(2);
        assertThat(append("c")).isEqualTo(3);
        log().append("other", List.of(bytes("x")));

        assertThat(texts(log().read(BUS, 0, 10))).containsExactly("a", "b", "c");
        assertThat(texts(log().read(BUS, 1, 1))).containsExactly("b");
        assertThat(log().read(BUS, 3, 10)).isEmpty();
        assertThat(log().last(BUS)).isEqualTo(3);
        assertThat(texts(log().read("other", 0, 10))).containsExactly("x");
    }

    @Test
    void eventsSurviveReopening() {
        append("a");
        database.reopen();
        append("b");

        assertThat(texts(log().read(BUS, 0, 10))).containsExactly("a", "b");
    }

    @Test
    void nothingIsNoEvent() {
        assertThatThrownBy(() -> log().append(BUS, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log().append("", List.of(bytes("a")))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoReadsOnNeverPassesOverAnEventThatOthersAppend() throws Exception {
        int writers = 8;
        int each = 50;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            running.add(threads.submit(() -> {
                for (int j = 0; j < each; j++) {
                    append("x", "y");
                }
            }));
        }
        List<Long> seen = new ArrayList<>();
        while (seen.size() < 2 * writers * each) {
            long after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
            log().read(BUS, after, 100).forEach(event -> seen.add(event.position()));
            if (running.stream().allMatch(Future::isDone)) {
                for (Future<?> writer : running) {
                    writer.get();
                }
            }
        }
        threads.shutdown();

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, seen.size()).boxed().toList());
    }

    @Test
    void oldEventsAreRemovedAndPositionsGoOn() {
        append("a", "b");
        clock.advance(Duration.ofDays(2));
        append("c", "d", "e");

        assertThat(log().trim(BUS, clock.instant().minus(Duration.ofDays(1)), 100))
                .isEqualTo(2);
        assertThat(log().trim(BUS, clock.instant().minus(Duration.ofDays(1)), 1))
                .isEqualTo(2);
        assertThat(log().trim(BUS, clock.instant().plusSeconds(1), 1)).isEqualTo(1);

        assertThat(log().read(BUS, 0, 10)).isEmpty();
        assertThat(log().last(BUS)).isEqualTo(5);
        assertThat(append("f")).isEqualTo(6);
    }

    @Test
    void manyOldEventsAreRemovedThoughEachStatementTakesFew() {
        for (int i = 0; i < 25; i++) {
            append(LongStream.range(0, 100).mapToObj(String::valueOf).toArray(String[]::new));
        }

        assertThat(log().trim(BUS, clock.instant().minus(Duration.ofDays(1)), 10))
                .isEqualTo(2490);
        assertThat(log().read(BUS, 0, 100)).hasSize(10);
    }

    @Test
    void aDeadLetterIsKeptOnceWithWhatItFailedOf() {
        log().bury(BUS, "billing", letter(7, "a", 3));
        clock.advance(Duration.ofHours(1));
        log().bury(BUS, "billing", letter(7, "a", 4));
        log().bury(BUS, "shipping", letter(7, "a", 3));

        assertThat(log().countDead(BUS, "billing")).isEqualTo(1);
        assertThat(log().dead(BUS, "billing", 10)).singleElement().satisfies(letter -> {
            assertThat(letter.position()).isEqualTo(7);
            assertThat(letter.content()).isEqualTo(bytes("a"));
            assertThat(letter.failedAt()).isEqualTo(clock.instant());
            assertThat(letter.attempts()).isEqualTo(4);
            assertThat(letter.error()).isEqualTo("no such order");
            assertThat(letter.stack()).isEqualTo("at Orders.java:7");
        });
    }

    @Test
    void replayedLettersAreAppendedForTheirSubscriberAlone() {
        append("a", "b");
        log().bury(BUS, "billing", letter(1, "a", 3));
        log().bury(BUS, "billing", letter(2, "b", 3));

        assertThat(log().replay(BUS, "billing", 1)).isEqualTo(1);
        assertThat(log().replay(BUS, "billing", 5)).isEqualTo(1);
        assertThat(log().replay(BUS, "billing", 5)).isZero();

        assertThat(log().countDead(BUS, "billing")).isZero();
        List<KeptEvent> again = log().read(BUS, 2, 10);
        assertThat(texts(again)).containsExactly("a", "b");
        assertThat(again).extracting(KeptEvent::recipient).containsOnly("billing");
        assertThat(again).extracting(KeptEvent::position).containsExactly(3L, 4L);
    }

    @Test
    void ofSeveralWhoReplayAtOnceEachLetterIsReplayedByOne() throws Exception {
        for (int i = 1; i <= 40; i++) {
            log().bury(BUS, "billing", letter(i, String.valueOf(i), 3));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(threads.submit(() -> log().replay(BUS, "billing", 100)));
        }
        int all = 0;
        for (Future<Integer> replay : running) {
            all += replay.get();
        }
        threads.shutdown();

        assertThat(all).isEqualTo(40);
        assertThat(texts(log().read(BUS, 0, 100))).hasSize(40).doesNotHaveDuplicates();
    }
}
