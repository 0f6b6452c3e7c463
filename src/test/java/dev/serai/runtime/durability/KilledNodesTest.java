/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.cli.Serai;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three runtimes as processes of their own on one PostgreSQL, of which one after the other is killed, stands still for
 * longer than its lease, or is cut off from the database. A stock service in a further process syncs each idempotency key
 * to its disk before it answers, so what was done is counted outside.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KilledNodesTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Longer than three heartbeats: others have taken over by then. */
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofMillis(3_500);

    private static final int NODES = 3;

    private static final Duration BETWEEN_STARTS = Duration.ofMillis(50);

    private static final String JOB = """
            - route:
                id: take-job
                from:
                  uri: platform-http:/jobs
                  steps:
                    - to: { uri: "workflow:job", parameters: { key: "${body}" } }
            - route:
                id: job
                from:
                  uri: workflow:job
                  parameters: { maxConcurrent: 24, backoff: 200ms, attempts: 10 }
                  steps:
                    - setBody: { constant: "[]" }
                    - to: { uri: "connector:stock/POST", parameters: { endpoint: /stock/reservations } }
                    - setBody: { constant: "[]" }
                    - to: "workflow:sleep?duration=300ms"
                    - to: { uri: "connector:stock/POST", parameters: { endpoint: /stock/reservations } }
            """;

    private static final String CONNECTORS = """
            connectors:
              - name: stock
                type: rest
                connection: { url: "${STOCK_URL}" }
                timeout: 5s
            """;

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.newDurableDatabase();
    private final JavaProcesses processes = new JavaProcesses();
    private final List<Node> nodes = new ArrayList<>();
    private final Random random = new Random(11);
    private final Set<String> recorded = new HashSet<>();

    @TempDir
    private Path folder;

    private Path asked;
    private String stockUrl;
    private int started;
    private int askedAtLook;

    /** A runtime, and its way to the database. */
    private final class Node {
        private final String name;
        private final TcpProxy way = TcpProxy.start("localhost", server.port());
        private final int port = FreePort.find();
        private int starts;
        private Process process;

        Node(String name) throws IOException {
            this.name = name;
            start();
        }

        URI jobs() {
            return URI.create("http://127.0.0.1:" + port + "/jobs");
        }

        /** A process that is thought dead before it has started ends, as one does whose store cannot be reached. */
        boolean hasStarted() throws IOException {
            try (Stream<String> lines = Files.lines(folder.resolve(name + ".log"))) {
                return lines.filter(line -> line.startsWith("Stop it with")).count() == starts;
            }
        }

        void start() throws IOException {
            starts++;
            process = processes.start(
                    folder.resolve(name + ".log"),
                    Map.of("STOCK_URL", stockUrl, "STORE_URL", database.replace(":" + server.port(), ":" + way.port())),
                    List.of("-Xmx256m", "-Dcamel.server.port=" + port),
                    Serai.class,
                    "run",
                    folder.resolve("workspace"));
        }
    }

    /** What a node suffers. */
    private enum Fault {
        KILL,
        STAND_STILL,
        CUT_OFF,
        SWALLOWED
    }

    @BeforeEach
    void startNodes() throws IOException {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("job.camel.yaml"), JOB);
        Files.writeString(workspace.resolve("connectors.yaml"), CONNECTORS);
        Files.writeString(
                workspace.resolve("application.properties"),
                "serai.store.url=${STORE_URL}\nserai.store.username=" + server.username() + "\nserai.store.heartbeat="
                        + HEARTBEAT.toSeconds() + "s\n");
        asked = Files.createFile(folder.resolve("asked"));
        Path port = folder.resolve("port");
        Path articles = Files.createFile(folder.resolve("articles"));
        processes.start(folder.resolve("stock.log"), Map.of(), List.of(), StockService.class, port, asked, articles);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(port));
        stockUrl = "http://127.0.0.1:" + Files.readString(port);
        for (int i = 1; i <= NODES; i++) {
            nodes.add(new Node("node" + i));
        }
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(this::liveNodes, live -> live == NODES);
        await().ignoreExceptions().until(() -> number("SELECT count(*) FROM workflow_current") == 1);
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        processes.end();
        nodes.forEach(node -> node.way.close());
    }

    @Test
    void fiveFaultsLoseNothingAndRepeatNoRecordedStep() throws Exception {
        suffer(5, 150);
    }

    @Test
    @Tag("thorough")
    @Timeout(value = 45, unit = TimeUnit.MINUTES)
    void neitherDoAHundred() throws Exception {
        suffer(100, 150);
    }

    /** Each node is told to end and started again, while executions are started over HTTP at whichever node answers. */
    @Test
    @Tag("thorough")
    void aRollingRestartUnderLoadLosesNoExecution() throws Exception {
        Queue<Long> millis = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newCachedThreadPool();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            HttpClient client = HttpClient.newHttpClient();
            AtomicInteger calls = new AtomicInteger();
            ScheduledFuture<?> load = clock.scheduleAtFixedRate(
                    () -> callers.execute(() -> start(client, calls.getAndIncrement(), millis)),
                    0,
                    BETWEEN_STARTS.toMillis(),
                    TimeUnit.MILLISECONDS);
            for (Node node : nodes) {
                int before = millis.size();
                await().atMost(Duration.ofMinutes(1)).until(() -> millis.size() > before + 50);
                node.process.destroy();
                node.process.waitFor();
                node.start();
                await().atMost(Duration.ofMinutes(1)).until(() -> isTaken(client, node.jobs(), "job-0"));
            }
            load.cancel(false);
            await().atMost(Duration.ofMinutes(1)).until(() -> millis.size() == calls.get());
        } finally {
            clock.shutdownNow();
            callers.shutdownNow();
        }
        started = millis.size();
        await().atMost(Duration.ofMinutes(2)).until(this::unfinished, left -> left == 0);
        assertThat(number("SELECT count(*) FROM execution WHERE status = 'COMPLETED'"))
                .isEqualTo(started);
        assertThat(new HashSet<>(asked())).hasSize(2 * started);
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "Rolling restart of %d nodes: %d executions, one every %d ms, none lost; until a start was durable: median %d"
                        + " ms, p99 %d ms, longest %d ms; until it began: p99 %d ms%n",
                NODES,
                started,
                BETWEEN_STARTS.toMillis(),
                sorted.get(started / 2),
                sorted.get(started * 99 / 100),
                sorted.get(started - 1),
                number("SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY started_at - created_at) FROM execution"));
    }

    /** Asks one node after the other, as a balancer in front of them does. */
    private void start(HttpClient client, int number, Queue<Long> millis) {
        long begun = System.nanoTime();
        int at = number;
        while (!isTaken(client, nodes.get(at % NODES).jobs(), "job-" + number)) {
            at++;
        }
        millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private static boolean isTaken(HttpClient client, URI jobs, String key) {
        try {
            return client.send(
                                    HttpRequest.newBuilder(jobs)
                                            .POST(HttpRequest.BodyPublishers.ofString(key))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    < 300;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @param between executions that are started before each fault, and run meanwhile */
    private void suffer(int faults, int between) throws Exception {
        for (int i = 0; i < faults; i++) {
            start(between);
            int goal = asked().size() + 1 + random.nextInt(between);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> asked().size() >= goal || unfinished() == 0);
            suffer(nodes.get(random.nextInt(NODES)), Fault.values()[i % Fault.values().length]);
            look();
        }
        await().atMost(Duration.ofMinutes(2)).until(this::unfinished, left -> left == 0);
        look();
        List<String> all = asked();
        assertThat(number("SELECT count(*) FROM execution")).isEqualTo(started);
        assertThat(number("SELECT count(*) FROM execution WHERE status = 'COMPLETED'"))
                .isEqualTo(started);
        assertThat(number("SELECT count(*) FROM step_record WHERE idempotency_key IS NOT NULL AND failure IS NULL"
                        + " AND discarded = 0"))
                .isEqualTo(3L * started);
        assertThat(new HashSet<>(all)).hasSize(2 * started);
        System.out.printf(
                "%d faults on %d nodes: %d executions, none lost, no recorded step repeated; %d requests, %d of them with"
                        + " a key that was asked before%n",
                faults, NODES, started, all.size(), all.size() - 2 * started);
    }

    private void suffer(Node node, Fault fault) throws Exception {
        switch (fault) {
            case KILL -> {
                node.process.destroyForcibly().waitFor();
                node.start();
            }
            case STAND_STILL -> {
                signal(node.process, "STOP");
                await().pollDelay(LONGER_THAN_A_LEASE)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> liveNodes() < NODES);
                signal(node.process, "CONT");
            }
            case CUT_OFF -> {
                node.way.cut();
                await().pollDelay(LONGER_THAN_A_LEASE)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> liveNodes() < NODES);
                node.way.restore();
            }
            case SWALLOWED -> {
                node.way.blackHole();
                await().pollDelay(LONGER_THAN_A_LEASE)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> liveNodes() < NODES);
                node.way.restore();
            }
        }
        // Others go on meanwhile; the next fault finds all of them.
        await("after " + fault + " " + node.name + " comes back")
                .atMost(Duration.ofMinutes(1))
                .until(() -> liveNodes() == NODES && node.hasStarted());
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Leaves requests in the store, which any of the nodes carries out. */
    private void start(int executions) throws SQLException {
        String input = Base64.getEncoder()
                .encodeToString(MessageState.encode(new ValueCodec(), new DefaultMessage(new DefaultCamelContext())));
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO command (id, kind, argument, created_at) VALUES (?, 'start', ?, 0)")) {
            for (int i = 0; i < executions; i++) {
                String key = "job-" + ++started;
                statement.setString(1, "%06d".formatted(started));
                statement.setString(
                        2,
                        "{\"workflow\":\"job\",\"input\":\"" + input + "\",\"key\":\"" + key
                                + "\",\"keyExpiresAt\":4611686018427387903,\"priority\":5,\"labels\":{}}");
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Steps that are recorded at a moment must not be asked for after it. */
    private void look() throws SQLException {
        List<String> all = asked();
        Set<String> repeated = new HashSet<>(all.subList(askedAtLook, all.size()));
        repeated.retainAll(recorded);
        assertThat(repeated).as("steps that were recorded and ran again").isEmpty();
        recorded.clear();
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT idempotency_key FROM step_record"
                        + " WHERE failure IS NULL AND idempotency_key IS NOT NULL")) {
            while (rows.next()) {
                recorded.add(rows.getString(1));
            }
        }
        askedAtLook = asked().size();
    }

    private long liveNodes() throws SQLException {
        return number("SELECT count(*) FROM node");
    }

    private long unfinished() throws SQLException {
        return number("SELECT (SELECT count(*) FROM execution WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED'))"
                + " + (SELECT count(*) FROM command WHERE outcome IS NULL)");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(database, server.username(), "");
        connection.setSchema("serai");
        return connection;
    }

    private List<String> asked() {
        try {
            return Files.readAllLines(asked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
