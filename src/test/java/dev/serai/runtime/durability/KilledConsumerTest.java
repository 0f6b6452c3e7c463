/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.Serai;
import dev.serai.runtime.durability.OutsideClient.Seen;
import dev.serai.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A runtime that takes messages of a broker, in a process that is killed in mid-batch. What became of the messages is read by
 * a plain client, and what a workflow did is what a service in a process of its own synced to its disk.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledConsumerTest {

    /** How many messages come before each kill. */
    private static final int ORDERS = 800;

    private static final int JOBS = 150;
    private static final int BUFFER = 200;

    private static final String STOCK = """
            - name: stock
              type: rest
              connection: { url: "%s" }
              retry: { delay: 50ms }
            """;

    private static final String ROUTES = """
            - route:
                id: price
                from:
                  uri: connector:mq/streamProcess
                  parameters:
                    source: %s
                    group: %1$s
                    destination: %s
                    concurrency: 4
                    buffer: %d
                    checkpoint: 50
                    %s
                  steps:
                    - delay: { constant: "3" }
            - route:
                id: take
                from:
                  uri: connector:mq/subscribe
                  parameters: { source: %s, group: %5$s, concurrency: 4, buffer: %3$d, checkpoint: 50 }
                  steps:
                    - to: workflow:fulfil
            - route:
                id: fulfil
                from:
                  uri: workflow:fulfil
                  parameters: { backoff: 1s }
                  steps:
                    - setVariable: { name: job, simple: "${body}" }
                    - setBody: { constant: "[]" }
                    - to: { uri: "connector:stock/POST", parameters: { endpoint: /stock/reservations } }
                    - setBody: { variable: job }
                    - to: { uri: "connector:mq/publish", parameters: { destination: %s } }
            """;

    @TempDir
    private Path folder;

    private final JavaProcesses processes = new JavaProcesses();
    private final List<Seen> priced = new ArrayList<>();
    private Path workspace;
    private Path asked;
    private OutsideClient outside;

    /** How results and what is settled belong together. */
    private enum Settling {
        APART,
        TOGETHER
    }

    private void prepare(OutsideClient.Kind kind, Settling settling) throws Exception {
        outside = kind.connect();
        for (String place : List.of("orders", "priced", "jobs", "done")) {
            outside.make(place);
        }
        asked = Files.createFile(folder.resolve("asked"));
        Path port = folder.resolve("port");
        Path articles = Files.createFile(folder.resolve("articles"));
        processes.start(folder.resolve("stock.log"), Map.of(), List.of(), StockService.class, port, asked, articles);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(port));
        workspace = Files.createDirectory(folder.resolve("workspace"));
        TestWorkspaces.write(
                workspace,
                "application.properties",
                "camel.server.port=" + FreePort.find() + "\n" + outside.properties());
        TestWorkspaces.write(
                workspace,
                "connectors.yaml",
                "connectors:\n"
                        + (outside.declaration() + STOCK.formatted("http://127.0.0.1:" + Files.readString(port)))
                                .indent(2));
        TestWorkspaces.write(
                workspace,
                "orders.camel.yaml",
                ROUTES.formatted(
                        outside.named("orders"),
                        outside.named("priced"),
                        BUFFER,
                        settling == Settling.TOGETHER ? "exactlyOnce: true" : "",
                        outside.named("jobs"),
                        outside.named("done")));
        assertThat(TestWorkspaces.problems(workspace)).isEmpty();
    }

    @AfterEach
    void end() throws Exception {
        processes.end();
        if (outside != null) {
            outside.close();
        }
    }

    @Test
    void killsInMidBatchLoseNothingAndRepeatOnlyWhatWasNotSettled() throws Exception {
        killed(OutsideClient.Kind.RABBITMQ, Settling.APART, 2);
    }

    @Test
    @Tag("thorough")
    void killsInMidTransactionLoseNothingAndRepeatNothing() throws Exception {
        killed(OutsideClient.Kind.KAFKA, Settling.TOGETHER, 2);
    }

    @ParameterizedTest
    @CsvSource({"RABBITMQ, APART", "KAFKA, APART", "KAFKA, TOGETHER"})
    @Tag("thorough")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void neitherDoMany(OutsideClient.Kind kind, Settling settling) throws Exception {
        killed(kind, settling, 40);
    }

    private void killed(OutsideClient.Kind kind, Settling settling, int kills) throws Exception {
        prepare(kind, settling);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Kill> all = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            outside.send("orders", i * ORDERS, (i + 1) * ORDERS);
            outside.send("jobs", i * JOBS, (i + 1) * JOBS);
            int ordersGoal = priced.size() + 1 + random.nextInt(ORDERS / 2);
            int jobsGoal = asked().size() + 1 + random.nextInt(JOBS / 2);
            Process runtime = startRuntime();
            awaitEither(ordersGoal, jobsGoal, runtime);
            assertThat(runtime.isAlive()).as(log()).isTrue();
            runtime.destroyForcibly().waitFor();
            all.add(look());
            assertNothingIsLost(all.get(i), (i + 1) * ORDERS);
        }
        runToTheEnd(kills * ORDERS, kills * JOBS);

        assertOrders(all, kills * ORDERS, seed);
        if (settling == Settling.TOGETHER) {
            assertThat(priced).as("seed %d", seed).hasSize(kills * ORDERS);
        }
        assertJobs(all, kills * JOBS, seed);
    }

    /**
     * What was outside after a kill.
     *
     * @param priced how many results there were
     * @param unsettled the orders that the broker gives to somebody again
     * @param asked how many requests of workflows there were
     * @param recorded the keys of the steps that are done with
     */
    private record Kill(int priced, Set<String> unsettled, int asked, Set<String> recorded) {}

    private Kill look() throws Exception {
        Set<String> unsettled = outside.unsettled("orders");
        // Whatever is settled had its result there before.
        priced.addAll(outside.read("priced"));
        return new Kill(priced.size(), unsettled, asked().size(), recordedKeys());
    }

    private void assertNothingIsLost(Kill kill, int sent) {
        Set<String> found = bodies(priced);
        found.addAll(kill.unsettled);
        assertThat(found).containsAll(numbers(sent));
    }

    private void assertOrders(List<Kill> kills, int count, long seed) {
        assertThat(bodies(priced)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(numbers(count));
        for (Kill kill : kills) {
            assertThat(kill.unsettled)
                    .as("what came again after a kill; seed %d", seed)
                    .containsAll(repeated(kill.priced));
            Set<String> doneButNotSettled = bodies(priced.subList(0, kill.priced));
            doneButNotSettled.retainAll(kill.unsettled);
            assertThat(doneButNotSettled).as("seed %d", seed).hasSizeLessThanOrEqualTo(BUFFER);
        }
        assertThat(kills.stream().map(kill -> kill.unsettled.size()))
                .as("what kills in mid-batch left")
                .anyMatch(left -> left > 0);
        Map<String, Integer> last = new HashMap<>();
        Set<String> before = new HashSet<>();
        for (Seen order : priced) {
            if (before.add(order.body())) {
                int number = Integer.parseInt(order.body());
                assertThat(last.getOrDefault(order.key(), -1))
                        .as("the one before %d with the key %s; seed %d", number, order.key(), seed)
                        .isLessThan(number);
                last.put(order.key(), number);
            }
        }
        System.out.printf("%d kills: %d orders, %d of them done again%n", kills.size(), count, priced.size() - count);
    }

    /** Which results after so many had been there before. */
    private Set<String> repeated(int soMany) {
        Set<String> before = bodies(priced.subList(0, soMany));
        before.retainAll(bodies(priced.subList(soMany, priced.size())));
        return before;
    }

    private void assertJobs(List<Kill> kills, int count, long seed) throws Exception {
        assertThat(number("SELECT count(*) FROM execution WHERE status = 'COMPLETED'"))
                .as("seed %d", seed)
                .isEqualTo(count);
        assertThat(number("SELECT count(*) FROM execution")).isEqualTo(count);
        List<String> all = asked();
        assertThat(new HashSet<>(all)).as("steps; seed %d", seed).hasSize(count);
        for (Kill kill : kills) {
            Set<String> repeated = new HashSet<>(all.subList(kill.asked, all.size()));
            repeated.retainAll(kill.recorded);
            assertThat(repeated)
                    .as("steps that were recorded and ran again; seed %d", seed)
                    .isEmpty();
        }
        assertThat(bodies(outside.read("done")))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(numbers(count));
    }

    private void awaitEither(int orders, int jobs, Process runtime) {
        // Without reading, which would go on for as long as the runtime does.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> outside.count("priced") >= orders || asked().size() >= jobs || !runtime.isAlive());
    }

    private void runToTheEnd(int orders, int jobs) throws Exception {
        Process last = startRuntime();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            priced.addAll(outside.read("priced"));
            return !last.isAlive()
                    || (bodies(priced).size() == orders
                            && number("SELECT count(*) FROM execution WHERE status = 'COMPLETED'") == jobs);
        });
        assertThat(last.isAlive()).as(log()).isTrue();
        last.destroy();
        assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
        priced.addAll(outside.read("priced"));
        assertThat(outside.unsettled("orders")).isEmpty();
        assertThat(outside.unsettled("jobs")).isEmpty();
    }

    private static Set<String> bodies(List<Seen> messages) {
        return messages.stream().map(Seen::body).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private Process startRuntime() throws IOException {
        return processes.start(folder.resolve("runtime.log"), Map.of(), List.of(), Serai.class, "run", workspace);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("runtime.log"));
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(asked);
    }

    private Set<String> recordedKeys() throws Exception {
        Set<String> keys = new HashSet<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve(".serai/store.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT idempotency_key FROM step_record"
                        + " WHERE failure IS NULL AND idempotency_key IS NOT NULL")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private long number(String query) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve(".serai/store.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        }
    }
}
