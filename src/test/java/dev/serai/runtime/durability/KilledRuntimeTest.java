/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.cli.Serai;
import dev.serai.store.Failpoint;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order pipeline of {@code routes/}, and a workflow that sleeps, in a real process that is killed at random instants
 * and at each named failpoint, against a stock service in a second process that syncs each idempotency key to its disk
 * before it answers.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KilledRuntimeTest {

    private static final int GOOD_ORDERS = 975;
    private static final int NAPS = 200;
    private static final int FAULTY_ROWS = 25;
    private static final String UNFINISHED =
            "SELECT count(*) FROM execution WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED')";

    private static final String NAP = """
            - route:
                id: naps
                from:
                  uri: file:data/naps?delay=200
                  steps:
                    - split:
                        tokenize: { token: "\\n" }
                        steps:
                          - to: { uri: "workflow:nap", parameters: { key: "${body}" } }
            - route:
                id: nap
                from:
                  uri: workflow:nap
                  parameters: { backoff: 1s }
                  steps:
                    - setBody: { constant: "[]" }
                    - to: { uri: "connector:stock/POST", parameters: { endpoint: /stock/reservations } }
                    - to: "workflow:sleep?duration=700ms"
                    - setBody: { constant: "[]" }
                    - to: { uri: "connector:stock/POST", parameters: { endpoint: /stock/reservations } }
            """;

    @TempDir
    private Path folder;

    private final JavaProcesses processes = new JavaProcesses();
    private Path workspace;
    private Path asked;
    private String stockUrl;
    private int naps;

    /** The URL of the database that has it; null when it lies in the workspace. */
    private String store;

    @BeforeEach
    void startStockService() throws IOException {
        workspace = folder.resolve("routes");
        copyWorkspace(Path.of("..", "routes"), workspace);
        Files.writeString(workspace.resolve("application.properties"), "camel.server.port=" + FreePort.find() + "\n");
        // Camel takes a relative folder from the process's own, not from the workspace.
        Files.writeString(
                workspace.resolve("nap.camel.yaml"),
                NAP.replace(
                        "file:data/naps",
                        "file:" + workspace.resolve("data/naps").toAbsolutePath()));
        Files.createDirectories(workspace.resolve("data/naps"));
        addNaps();
        asked = Files.createFile(folder.resolve("asked"));
        Path articles = folder.resolve("articles");
        Files.write(articles, articles());
        Path port = folder.resolve("port");
        processes.start(folder.resolve("stock.log"), Map.of(), List.of(), StockService.class, port, asked, articles);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(port));
        stockUrl = "http://127.0.0.1:" + Files.readString(port);
    }

    /** Work that waits, so that the next kills find some. */
    private void addNaps() throws IOException {
        Path file = folder.resolve("naps-" + naps + ".txt");
        Files.write(
                file,
                IntStream.range(naps, naps + NAPS).mapToObj(Integer::toString).toList());
        Files.move(file, workspace.resolve("data/naps").resolve(file.getFileName()));
        naps += NAPS;
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        processes.end();
    }

    @Test
    void aKillAtEachFailpointAndOneAnywhereLoseNothingAndRepeatNoRecordedStep() throws Exception {
        Kills kills = new Kills();
        for (Failpoint failpoint : Failpoint.values()) {
            kills.at(failpoint);
        }
        kills.atRandom(30);
        kills.finish();
    }

    /** {@link KilledNodesTest} kills runtimes on PostgreSQL in every build; this one, at places that are chosen. */
    @Test
    @Tag("thorough")
    void onPostgresqlAKillAtEachFailpointLosesNothingAndRepeatsNoRecordedStep() throws Exception {
        PostgresServer server = PostgresServer.shared();
        store = server.newDatabase();
        Files.writeString(
                workspace.resolve("application.properties"),
                "serai.store.url=" + store + "\nserai.store.username=" + server.username() + "\n",
                StandardOpenOption.APPEND);
        Kills kills = new Kills();
        for (Failpoint failpoint : Failpoint.values()) {
            kills.at(failpoint);
        }
        kills.atRandom(30);
        kills.finish();
    }

    @Test
    @Tag("thorough")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void neitherDoAHundredAndThreeAtEachFailpoint() throws Exception {
        Kills kills = new Kills();
        for (int round = 0; round < 3; round++) {
            addNaps();
            for (Failpoint failpoint : Failpoint.values()) {
                kills.at(failpoint);
            }
        }
        int atFailpoints = kills.count;
        while (kills.count < 100 + atFailpoints) {
            kills.atRandom(10);
        }
        kills.finish();
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    @Tag("thorough")
    void aProcessThatIsStoppedAndContinuedAndTerminatedUnderLoadEndsWithinTenSecondsAndLosesNothing() throws Exception {
        Process runtime = startRuntime();
        for (int pause = 1; pause <= 3; pause++) {
            awaitAsked(pause * 100, runtime);
            signal(runtime, "STOP");
            await().until(() -> Files.readString(Path.of("/proc/" + runtime.pid() + "/status"))
                    .contains("State:\tT"));
            signal(runtime, "CONT");
        }
        awaitAsked(400, runtime);
        long signalled = System.nanoTime();
        runtime.destroy();
        assertThat(runtime.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(Duration.ofSeconds(10));
        int askedBefore = asked().size();
        Set<String> recorded = recordedKeys();
        runToTheEnd();
        assertThat(repeated(recorded, askedBefore)).isEmpty();
    }

    /** Kills one runtime after the other over one store, and looks after each kill at what was asked again. */
    private final class Kills {

        private final long seed = System.nanoTime();
        private final Random random = new Random(seed);
        private Set<String> recorded = Set.of();
        private int askedAtKill = asked().size();
        private int count;
        private int asleep;

        /** Kills after up to so many more requests. */
        void atRandom(int furthest) throws Exception {
            int goal = asked().size() + 1 + random.nextInt(furthest);
            Process runtime = startRuntime();
            awaitAsked(goal, runtime);
            if (!runtime.isAlive()) {
                assertThat(runtime.exitValue()).as(log()).isZero();
            }
            runtime.destroyForcibly().waitFor();
            look();
        }

        /** Lets the runtime kill itself at one of the first arrivals at a place. */
        void at(Failpoint failpoint) throws Exception {
            Process runtime =
                    startRuntime("-Dserai.failpoint=" + failpoint.propertyName() + ":" + (1 + random.nextInt(40)));
            assertThat(runtime.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(runtime.exitValue())
                    .as("the runtime dies at %s; seed %d; %s", failpoint, seed, log())
                    .isEqualTo(Failpoint.EXIT_STATUS);
            look();
        }

        private void look() throws SQLException {
            count++;
            assertThat(repeated(recorded, askedAtKill))
                    .as("steps that were recorded and ran again; seed %d", seed)
                    .isEmpty();
            askedAtKill = asked().size();
            recorded = recordedKeys();
            asleep += (int) stored("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'");
        }

        void finish() throws Exception {
            runToTheEnd();
            assertThat(repeated(recorded, askedAtKill)).as("seed %d", seed).isEmpty();
            assertThat(log()).contains("Resuming ");
            List<String> all = asked();
            System.out.printf(
                    "%d kills: no execution lost, no recorded step repeated; %d requests in all, %d of them with a key"
                            + " that was asked before; %d executions slept through a kill%n",
                    count, all.size(), all.size() - new HashSet<>(all).size(), asleep);
        }
    }

    private void awaitAsked(int goal, Process runtime) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> asked().size() >= goal || !runtime.isAlive());
    }

    private void runToTheEnd() throws Exception {
        Process last = startRuntime();
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).as(log()).isZero();
        finishNaps();
        assertEverythingIsDone();
    }

    /** A run ends when nothing is due; what sleeps goes on in the next. */
    private void finishNaps() throws Exception {
        for (int run = 0; run < 20 && stored(UNFINISHED) > 0; run++) {
            assertThat(startRuntime().waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertEverythingIsDone() throws Exception {
        assertThat(number("data/orders.db", "SELECT count(*) FROM orders")).isEqualTo(GOOD_ORDERS);
        assertThat(number("data/orders.db", "SELECT count(DISTINCT order_number) FROM orders"))
                .isEqualTo(GOOD_ORDERS);
        assertThat(number("data/loyalty.db", "SELECT count(*) FROM loyalty_bookings"))
                .isEqualTo(GOOD_ORDERS);
        try (Stream<Path> invoices = Files.list(workspace.resolve("data/invoices"))) {
            assertThat(invoices.filter(file -> file.toString().endsWith(".json")))
                    .hasSize(GOOD_ORDERS);
        }
        assertThat(stored("SELECT count(*) FROM execution WHERE status = 'DEAD_LETTER'"))
                .isEqualTo(FAULTY_ROWS);
        assertThat(stored("SELECT count(*) FROM execution WHERE status = 'COMPLETED'"))
                .isEqualTo(2 * GOOD_ORDERS + naps);
    }

    /** Keys of steps that were recorded before a kill and asked for after it. */
    private Set<String> repeated(Set<String> recordedBefore, int askedBefore) {
        List<String> all = asked();
        Set<String> after = new HashSet<>(all.subList(askedBefore, all.size()));
        after.retainAll(recordedBefore);
        return after;
    }

    private Set<String> recordedKeys() throws SQLException {
        Set<String> keys = new HashSet<>();
        try (var connection = connectToStore();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT idempotency_key FROM step_record"
                        + " WHERE failure IS NULL AND idempotency_key IS NOT NULL")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private Process startRuntime(String... javaOptions) throws IOException {
        return processes.start(
                folder.resolve("runtime.log"),
                Map.of("STOCK_URL", stockUrl),
                List.of(javaOptions),
                Serai.class,
                "run",
                workspace,
                "--until-idle");
    }

    private List<String> asked() {
        try {
            return Files.readAllLines(asked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("runtime.log"));
    }

    private long stored(String query) throws SQLException {
        try (var connection = connectToStore();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connectToStore() throws SQLException {
        if (store == null) {
            return DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve(".serai/store.db"));
        }
        Connection connection =
                DriverManager.getConnection(store, PostgresServer.shared().username(), "");
        connection.setSchema("serai");
        return connection;
    }

    private long number(String database, String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        }
    }

    /** The articles that the workspace's own stock service knows. */
    private List<String> articles() throws IOException {
        return Pattern.compile("\"([A-Z]+(?:-[A-Z0-9]+)+)\"")
                .matcher(Files.readString(workspace.resolve("StockRoom.java")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Copies what is in the repository, and nothing that a run left behind. */
    private static void copyWorkspace(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                String name = source.relativize(file).toString();
                if (name.startsWith(".serai") || name.contains(".db") || name.startsWith("data/invoices")) {
                    continue;
                }
                Path copy = target.resolve(name);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
