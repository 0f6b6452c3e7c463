/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.SeenKeys;
import dev.serai.connector.state.StateArguments;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What consumers remember, alike wherever it is kept. */
@ParameterizedClass
@EnumSource
class ConsumerStateTest {

    enum Kind {
        MEMORY,
        SQLITE,
        POSTGRESQL
    }

    private static final int THREADS = 32;
    private static final Duration DAY = Duration.ofDays(1);
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
        database = switch (kind) {
            case MEMORY -> Database.memory(clock);
            case SQLITE -> Database.sqlite(folder, clock);
            case POSTGRESQL -> Database.postgres(server, clock);
        };
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

    @Test
    void aPositionIsFoundAgain() {
        Checkpoint first = save("orders", Optional.empty(), "7").orElseThrow();
        clock.advance(DAY);
        Checkpoint second = save("orders", Optional.of(first), "8").orElseThrow();

        assertThat(first.savedAt()).isEqualTo(clock.instant().minus(DAY));
        assertThat(second)
                .isEqualTo(new Checkpoint("orders", "8", second.revision(), clock.instant()))
                .matches(checkpoint -> checkpoint.revision() > first.revision());
        assertThat(checkpoints().load("orders")).contains(second);
        assertThat(checkpoints().load("other")).isEmpty();
    }

    @Test
    void whatWasSavedSurvivesReopening() {
        assumeFalse(kind == Kind.MEMORY, "memory ends with its process");
        Checkpoint saved = save("orders", Optional.empty(), "7").orElseThrow();
        seenKeys().add("inbox", "a", DAY);
        database.reopen();

        assertThat(checkpoints().load("orders")).contains(saved);
        assertThat(save("orders", Optional.of(saved), "8")).isPresent();
        assertThat(seenKeys().add("inbox", "a", DAY)).isFalse();
    }

    @Test
    void onlyWhoKnowsTheLastRevisionMovesASource() {
        Checkpoint first = save("orders", Optional.empty(), "1").orElseThrow();
        Checkpoint second = save("orders", Optional.of(first), "2").orElseThrow();

        assertThat(save("orders", Optional.empty(), "x")).isEmpty();
        assertThat(save("orders", Optional.of(first), "x")).isEmpty();
        assertThat(save("never-saved", Optional.of(first), "x")).isEmpty();
        assertThat(checkpoints().list()).containsExactly(second);
    }

    @Test
    void aSourceThatWasResetIsRefusedToItsReaderAndBeginsAnew() {
        Checkpoint readers = save("orders", Optional.empty(), "5").orElseThrow();

        assertThat(checkpoints().reset("orders")).isTrue();
        assertThat(checkpoints().reset("orders")).isFalse();
        assertThat(checkpoints().load("orders")).isEmpty();
        assertThat(checkpoints().list()).isEmpty();
        assertThat(save("orders", Optional.of(readers), "6")).isEmpty();

        Checkpoint anew = save("orders", Optional.empty(), "1").orElseThrow();
        assertThat(anew.revision()).isNotEqualTo(readers.revision());
        assertThat(save("orders", Optional.of(readers), "6")).isEmpty();
        assertThat(checkpoints().load("orders")).contains(anew);
    }

    @Test
    void ofManySaversExactlyOneWinsEachRevision() throws Exception {
        Optional<Checkpoint> last = Optional.empty();
        for (int round = 0; round < 20; round++) {
            Optional<Checkpoint> previous = last;
            int number = round;
            List<Optional<Checkpoint>> outcomes = atOnce(saver -> save("orders", previous, number + "-" + saver));
            List<Checkpoint> won = outcomes.stream().flatMap(Optional::stream).toList();

            assertThat(won).hasSize(1);
            assertThat(checkpoints().load("orders")).contains(won.get(0));
            last = Optional.of(won.get(0));
        }
    }

    @Test
    void sourcesAreListedByName() {
        for (String source : List.of("b/stream/x", "a/stream/y", "B", "a-", "ä", "a/stream/x#audit")) {
            save(source, Optional.empty(), "1");
        }

        assertThat(checkpoints().list())
                .extracting(Checkpoint::source)
                .containsExactly("B", "a-", "a/stream/x#audit", "a/stream/y", "b/stream/x", "ä");
    }

    @Test
    void strangePositionsAndSourcesAreKeptRightOrRefused() {
        for (String text : List.of(" ", "';--", "\n\t", "\uD83D\uDC2B", "?{x}:y", "語".repeat(800))) {
            assertThat(save(text, Optional.empty(), text)).isPresent();
            assertThat(checkpoints().load(text)).map(Checkpoint::position).contains(text);
        }
        String longest = "語".repeat(4_000);
        assertThat(save("long", Optional.empty(), longest)).isPresent();
        assertThat(checkpoints().load("long")).map(Checkpoint::position).contains(longest);
        assertThat(save("empty", Optional.empty(), "")).isPresent();
        assertThat(checkpoints().load("empty")).map(Checkpoint::position).contains("");

        assertRefused("source is empty", () -> save("", Optional.empty(), "1"));
        assertRefused("Expected at most 800", () -> checkpoints().load("x".repeat(801)));
        assertRefused("Expected at most 4000", () -> save("x", Optional.empty(), "x".repeat(4_001)));
        assertRefused("NUL", () -> save("x", Optional.empty(), "a\0b"));
        assertRefused("half a surrogate pair", () -> checkpoints().reset("\uD83D"));
    }

    @Test
    void aKeyIsNewOnceInItsScope() {
        assertThat(seenKeys().add("inbox", "a", DAY)).isTrue();
        assertThat(seenKeys().add("inbox", "a", DAY)).isFalse();
        assertThat(seenKeys().add("outbox", "a", DAY)).isTrue();
        assertThat(seenKeys().contains("inbox", "a")).isTrue();
        assertThat(seenKeys().contains("inbox", "A")).isFalse();

        assertThat(seenKeys().remove("inbox", "a")).isTrue();
        assertThat(seenKeys().remove("inbox", "a")).isFalse();
        assertThat(seenKeys().contains("inbox", "a")).isFalse();
        assertThat(seenKeys().contains("outbox", "a")).isTrue();

        seenKeys().clear("outbox");
        assertThat(seenKeys().contains("outbox", "a")).isFalse();
    }

    @Test
    void ofManyWhoAddAKeyExactlyOneIsTheFirst() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "key-" + round;
            assertThat(atOnce(adder -> seenKeys().add("inbox", key, DAY)))
                    .filteredOn(added -> added)
                    .hasSize(1);
        }
        clock.advance(DAY);
        assertThat(atOnce(adder -> seenKeys().add("inbox", "key-0", DAY)))
                .as("among those who add one whose time is over")
                .filteredOn(added -> added)
                .hasSize(1);
    }

    @Test
    void aKeyWhoseTimeIsOverIsNewAgain() {
        seenKeys().add("inbox", "a", DAY);
        clock.advance(DAY.minusMillis(1));
        assertThat(seenKeys().contains("inbox", "a")).isTrue();
        assertThat(seenKeys().add("inbox", "a", DAY)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(seenKeys().contains("inbox", "a")).isFalse();
        assertThat(seenKeys().remove("inbox", "a")).isFalse();

        assertThat(seenKeys().add("inbox", "a", DAY)).isTrue();
        assertThat(seenKeys().contains("inbox", "a")).isTrue();
    }

    @Test
    void onlyKeysWhoseTimeIsOverAreRemoved() {
        for (int i = 0; i < 2_500; i++) {
            seenKeys().add("inbox", "old-" + i, DAY);
        }
        seenKeys().add("inbox", "young", DAY.multipliedBy(2));
        seenKeys().add("inbox", "for ever", Duration.ofSeconds(Long.MAX_VALUE));
        clock.advance(DAY);

        assertThat(seenKeys().removeExpired()).isEqualTo(2_500);
        assertThat(seenKeys().removeExpired()).isZero();
        assertThat(seenKeys().contains("inbox", "young")).isTrue();
        assertThat(seenKeys().contains("inbox", "for ever")).isTrue();
    }

    @Test
    void strangeKeysAreKeptApart() {
        String longOne = "x".repeat(100_000);
        List<String> keys = List.of(
                "",
                " ",
                "a",
                "A",
                "a\0",
                "a\0b",
                "\uD83D",
                "\uD83E",
                "?",
                "\uD83D\uDC2B",
                "';--",
                "{x}",
                "語".repeat(666),
                "語".repeat(1_000),
                longOne,
                longOne + "x",
                "sha256:x",
                // What the long one is remembered as.
                StateArguments.rememberedKey(longOne));
        for (String key : keys) {
            assertThat(seenKeys().add("s".repeat(200), key, DAY)).as(key).isTrue();
        }
        for (String key : keys) {
            assertThat(seenKeys().add("s".repeat(200), key, DAY)).as(key).isFalse();
            assertThat(seenKeys().contains("s".repeat(200), key)).as(key).isTrue();
            assertThat(seenKeys().remove("s".repeat(200), key)).as(key).isTrue();
        }

        assertRefused("scope is empty", () -> seenKeys().add("", "a", DAY));
        assertRefused("Expected at most 200", () -> seenKeys().add("s".repeat(201), "a", DAY));
        assertRefused("longer than none", () -> seenKeys().add("inbox", "a", Duration.ZERO));
    }

    private static void assertRefused(String sentence, Callable<?> call) {
        assertThatIllegalArgumentException().isThrownBy(call::call).withMessageContaining(sentence);
    }

    private interface Contender<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> atOnce(Contender<T> contender) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier barrier = new CyclicBarrier(THREADS);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    barrier.await();
                    return contender.run(number);
                }));
            }
            List<T> outcomes = new ArrayList<>();
            for (Future<T> each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<Checkpoint> save(String source, Optional<Checkpoint> previous, String position) {
        return checkpoints().save(source, previous, position);
    }

    private CheckpointStore checkpoints() {
        return database.checkpoints();
    }

    private SeenKeys seenKeys() {
        return database.seenKeys();
    }
}
