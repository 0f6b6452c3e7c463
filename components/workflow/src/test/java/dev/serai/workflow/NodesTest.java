/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.store.PostgresSettings;
import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.journal.Addressee;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.value.MessageState;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Two nodes on one PostgreSQL; here both are contexts of one process, each with a store of its own. */
@Timeout(120)
@DisabledIfSystemProperty(
        named = TestStores.PROPERTY,
        matches = TestStores.POSTGRESQL,
        disabledReason = "it runs with the tests on SQLite")
class NodesTest {

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.newDatabase();
    private final TcpProxy wayOfFirst = TcpProxy.start("localhost", server.port());
    private final World world = new World();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);
    private final List<String> order = new ArrayList<>();
    private TestRuntime first;
    private TestRuntime second;

    @BeforeEach
    void startNodes() throws Exception {
        first = node(database.replace(":" + server.port(), ":" + wayOfFirst.port()));
        second = node(database);
        await().until(() -> first.store().node().others() == 1);
    }

    @AfterEach
    void endNodes() {
        gate.release(1_000);
        first.close();
        second.close();
        wayOfFirst.close();
    }

    private TestRuntime node(String url) throws Exception {
        PostgresSettings settings =
                new PostgresSettings(url, server.username(), "", PostgresSettings.SHORTEST_HEARTBEAT);
        TestRuntime runtime = new TestRuntime(settings, world);
        runtime.bind("guarded", new Guarded());
        runtime.bind("joined", (AggregationStrategy) (before, next) -> {
            if (before != null) {
                before.getMessage()
                        .setBody(before.getMessage().getBody(String.class)
                                + next.getMessage().getBody(String.class));
            }
            return before == null ? next : before;
        });
        runtime.yaml("limited.camel.yaml", """
                - route:
                    id: limited
                    from:
                      uri: workflow:limited?maxConcurrent=4&maxConcurrentPerKey=1
                      steps:
                        - to: "bean:guarded"
                - route:
                    id: waits
                    from:
                      uri: workflow:waits?maxConcurrent=100
                      steps:
                        - to: { uri: "workflow:await", parameters: { signal: go } }
                        - to: "effect:gone"
                - route:
                    id: sleeps
                    from:
                      uri: workflow:sleeps?maxConcurrent=100
                      steps:
                        - to: "effect:before"
                        - to: "workflow:sleep?duration=400ms"
                        - to: "effect:after"
                - route:
                    id: parent
                    from:
                      uri: workflow:parent?maxConcurrent=100
                      steps:
                        - to: "workflow:child?wait=true"
                        - to: "effect:after"
                - route:
                    id: child
                    from:
                      uri: workflow:child?maxConcurrent=2
                      steps:
                        - to: "effect:child"
                - route:
                    id: gathers
                    from:
                      uri: workflow:gathers?maxConcurrent=100
                      steps:
                        - aggregate:
                            correlationExpression: { constant: all }
                            completionSize: 40
                            aggregationStrategy: "#bean:joined"
                            steps:
                              - to: "effect:gathered"
                """);
        return runtime.start();
    }

    /** Lets nobody out until the gate is open, and counts who is inside. */
    public final class Guarded {
        public String pass(String body) throws InterruptedException {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                synchronized (order) {
                    order.add(body);
                }
                gate.acquire();
                return body;
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    @Test
    void aLimitHoldsOverAllNodesAndAllOfItIsUsed() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(first.start("limited", "a" + i, null));
            ids.add(second.start("limited", "b" + i, null));
        }
        await().until(() -> inside.get() == 4);
        gate.release(1_000);
        ids.forEach(id -> assertThat(first.outcome(id).status()).isEqualTo(ExecutionStatus.COMPLETED));
        assertThat(mostInside).hasValue(4);
    }

    /** The first one has all places when the second comes, which finds what waits. */
    @Test
    void aNodeGetsItsShareOfPlacesThatAnotherHas() throws Exception {
        second.close();
        await().until(() -> first.store().node().others() == 0);
        for (int i = 0; i < 40; i++) {
            first.startLater("limited", "a" + i);
        }
        await().until(() -> inside.get() == 4 && running(first) == 4);
        second = node(database);
        await().atMost(40, TimeUnit.SECONDS)
                .pollInterval(300, TimeUnit.MILLISECONDS)
                .until(() -> {
                    // One place comes free at a time, as long as some wait.
                    if (order.size() < 36) {
                        gate.release();
                    }
                    return running(second) > 0;
                });
        assertThat(mostInside.get()).isLessThanOrEqualTo(4);
    }

    private static long running(TestRuntime runtime) {
        return runtime.engine().running();
    }

    @Test
    void whatComesFirstInTheQueueGoesFirstWhoeverAddedIt() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(first.start("limited", "hold", null));
        }
        await().until(() -> inside.get() == 4);
        for (int priority : new int[] {3, 9, 1, 7, 5}) {
            ids.add(start(priority % 2 == 0 ? first : second, "p" + priority, terms -> terms.withPriority(priority)));
        }
        for (int expected = 5; expected <= 9; expected++) {
            int begun = expected;
            gate.release();
            await().until(() -> order.size() == begun);
        }
        gate.release(1_000);
        ids.forEach(first::outcome);
        assertThat(order.subList(4, 9)).containsExactly("p9", "p7", "p5", "p3", "p1");
    }

    @Test
    void aKeysLimitHoldsOverAllNodes() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(start(i % 2 == 0 ? first : second, "k" + i, terms -> terms.withConcurrencyKey("tenant")));
        }
        for (int begun = 1; begun <= 6; begun++) {
            int goal = begun;
            await().until(() -> order.size() == goal);
            gate.release();
        }
        ids.forEach(id -> assertThat(second.outcome(id).status()).isEqualTo(ExecutionStatus.COMPLETED));
        assertThat(mostInside).hasValue(1);
    }

    /** Both come at the same moment, again and again: neither may miss the other. */
    @Test
    void signalsReachExecutionsWhereverTheyLand() {
        List<String> ids = new ArrayList<>();
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String key = "w" + i;
            (i % 2 == 0 ? first : second).startLater("waits", "x", key);
            ids.add((i % 2 == 0 ? second : first).start("waits", "x", key));
            sent.add((i % 2 == 0 ? second : first).engine().signal(Addressee.execution(ids.get(i)), "go", "it went"));
        }
        sent.forEach(CompletableFuture::join);
        ids.forEach(id -> assertThat(first.completed(id)).isEqualTo("it went/gone"));
        assertThat(world.effects()).hasSize(100);
    }

    @Test
    void childrenEndOnOtherNodesAndTheirParentsHearOfIt() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add((i % 2 == 0 ? first : second).start("parent", "p" + i, null));
        }
        for (int i = 0; i < 40; i++) {
            assertThat((i % 2 == 0 ? second : first).completed(ids.get(i))).isEqualTo("p" + i + "/child/after");
        }
        assertThat(world.effects()).hasSize(80);
    }

    @Test
    void messagesOfAllNodesMakeOneGroup() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add((i % 2 == 0 ? first : second).start("gathers", "m", null));
        }
        ids.forEach(first::completed);
        await().until(() -> world.effects().size() == 1);
        assertThat(world.effects().get(0).body()).isEqualTo("m".repeat(40));
    }

    @Test
    void aNodeThatStopsLeavesItsWorkToTheOthers() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(first.start("sleeps", "s" + i, null));
        }
        first.close();
        for (int i = 0; i < 50; i++) {
            assertThat(second.completed(ids.get(i))).isEqualTo("s" + i + "/before/after");
        }
        assertThat(world.effects()).hasSize(100);
    }

    /** It knows nothing of it while it is cut off, and its step ends when others have done the execution. */
    @Test
    void whatANodeDoesThatWasThoughtDeadIsNotRecorded() {
        String id = first.start("limited", "a", null);
        await().until(() -> inside.get() == 1);
        wayOfFirst.cut();
        await().until(() -> inside.get() == 2);
        gate.release(1);
        await().until(() -> inside.get() == 1);
        wayOfFirst.restore();
        await().until(() -> first.store().condition().failure() == null);
        gate.release(1);
        assertThat(second.completed(id)).isEqualTo("a");
        assertThat(first.completed(id)).isEqualTo("a");
        await().until(() -> running(first) + running(second) == 0);
        assertThat(number("SELECT count(*) FROM step_record")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM execution WHERE status = 'COMPLETED'"))
                .isEqualTo(1);
        gate.release(10);
        assertThat(first.completed(first.start("limited", "b", null))).isEqualTo("b");
    }

    /** Nobody else is there who could go on with it. */
    @Test
    void aNodeThatIsAloneAndLostItsNumberGoesOnWithWhatItHadUnderIt() {
        second.close();
        String id = first.start("limited", "a", null);
        await().until(() -> inside.get() == 1);
        int before = first.store().node().id();
        first.store().read().execute("DELETE FROM node");
        await().until(() -> first.store().node().id() != before);
        await().until(() -> first.store().condition().failure() == null);
        gate.release(10);
        assertThat(first.completed(id)).isEqualTo("a");
    }

    @Test
    void whatIsAskedOfAnExecutionHappensWhereverItIs() {
        String running = first.start("limited", "a", null);
        await().until(() -> inside.get() == 1);
        String waiting = first.start("waits", "b", null);
        await().until(() -> number("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'") == 1);
        CompletableFuture<ExecutionOutcome> told = first.engine().outcome(waiting);
        assertThat(second.engine().control().cancel(waiting)).isEmpty();
        assertThat(second.engine().control().cancel(running)).isEmpty();
        assertThat(told.join().status()).isEqualTo(ExecutionStatus.CANCELLED);
        gate.release();
        await().until(() -> second.engine().finished(running).isPresent());
        assertThat(number("SELECT count(*) FROM execution WHERE requested IS NOT NULL"))
                .isZero();
    }

    @Test
    void eachRequestFromOutsideIsTakenByOneOfThem() {
        byte[] input = MessageState.encode(first.engine().values(), new DefaultMessage(first.context()));
        String start =
                "{\"workflow\":\"waits\",\"input\":\"" + Base64.getEncoder().encodeToString(input)
                        + "\",\"key\":\"%s\",\"keyExpiresAt\":4611686018427387903,\"priority\":5,\"labels\":{}}";
        second.store().writer().await(session -> {
            for (int i = 0; i < 60; i++) {
                session.update(
                        "INSERT INTO command (id, kind, argument, created_at) VALUES (?, ?, ?, 0)",
                        "request-" + i,
                        Commands.START,
                        start.formatted("request-" + i));
            }
            return null;
        });
        await().until(() -> number("SELECT count(*) FROM command WHERE outcome IS NULL") == 0);
        assertThat(number("SELECT count(*) FROM command WHERE outcome = 'done' AND node IS NOT NULL"))
                .isEqualTo(60);
        assertThat(number("SELECT count(*) FROM execution")).isEqualTo(60);
    }

    /** The node that would have rung is gone. */
    @Test
    void aTimeOutComesThoughTheNodeIsGoneThatKnewOfIt() {
        String id = start(first, "waits", "late", terms -> terms.withDeadline(System.currentTimeMillis() + 2_000));
        await().until(() -> number("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'") == 1);
        first.kill();
        await().until(() -> second.engine().finished(id).isPresent());
        assertThat(second.outcome(id).status()).isEqualTo(ExecutionStatus.DEAD_LETTER);
    }

    @Test
    void aPauseOfAWorkflowHoldsOnAllNodes() {
        assertThat(first.engine().control().pauseWorkflow("limited")).isEmpty();
        await().until(() -> isHeldBack(second));
        String id = second.start("limited", "late", null);
        assertThat(first.engine().control().resumeWorkflow("limited")).isEmpty();
        gate.release(100);
        assertThat(second.completed(id)).isEqualTo("late");
    }

    /** Whether what is started there does not begin. */
    private boolean isHeldBack(TestRuntime runtime) {
        int before = order.size();
        String probe = runtime.start("limited", "probe", null);
        gate.release();
        await().pollDelay(300, TimeUnit.MILLISECONDS).until(() -> true);
        boolean held = order.size() == before;
        runtime.engine().control().cancel(probe);
        return held;
    }

    private static String start(TestRuntime runtime, String body, UnaryOperator<StartTerms> terms) {
        return start(runtime, "limited", body, terms);
    }

    private static String start(TestRuntime runtime, String workflow, String body, UnaryOperator<StartTerms> terms) {
        DefaultMessage message = new DefaultMessage(runtime.context());
        message.setBody(body);
        CompletableFuture<String> id = new CompletableFuture<>();
        runtime.engine()
                .start(
                        new StartRequest(
                                workflow,
                                MessageState.encode(runtime.engine().values(), message),
                                terms.apply(StartTerms.DEFAULTS)),
                        (executionId, started, failure) -> id.complete(executionId));
        return id.join();
    }

    private long number(String query) {
        return second.store().read().fetchOne(query).get(0, Long.class);
    }
}
