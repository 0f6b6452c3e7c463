/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.store.PostgresSettings;
import dev.serai.store.StoreException;
import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.journal.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A store on PostgreSQL goes away under load, and comes again. */
@DisabledIfSystemProperty(
        named = TestStores.PROPERTY,
        matches = TestStores.POSTGRESQL,
        disabledReason = "it runs with the tests on SQLite")
class PostgresFailureTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:a"
                    - to: "effect:b"
                    - to: "effect:c"
            """;

    private static final int CALLERS = 8;

    /** Of its own, because it crashes. */
    private final PostgresServer server = PostgresServer.start();

    private final String database = server.newDurableDatabase();
    private final World world = new World();
    private final Map<String, CompletableFuture<ExecutionOutcome>> outcomes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void endThreadsAndServer() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void aServerThatCrashesLosesAndDoublesNothing() throws Exception {
        try (TestRuntime runtime = runtime(database)) {
            underLoad(runtime, () -> {
                server.crash();
                awaitHealth(runtime, HealthCheck.State.UP);
            });
        }
    }

    /** Answers are lost on their way: also those to commits. */
    @Test
    void commitsWhoseAnswersAreLostLoseAndDoubleNothing() throws Exception {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                TestRuntime runtime = runtime(database.replace(":" + server.port(), ":" + proxy.port()))) {
            underLoad(runtime, () -> {
                proxy.resetAfter(0);
                awaitHealth(runtime, HealthCheck.State.DOWN);
                assertThat(health(runtime).getMessage().orElseThrow())
                        .contains("The connection to the database is lost");
                proxy.restore();
                awaitHealth(runtime, HealthCheck.State.UP);
            });
        }
    }

    @Test
    void aNetworkThatIsGoneForAWhileLosesAndDoublesNothing() throws Exception {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                TestRuntime runtime = runtime(database.replace(":" + server.port(), ":" + proxy.port()))) {
            underLoad(runtime, () -> {
                proxy.cut();
                awaitHealth(runtime, HealthCheck.State.DOWN);
                proxy.restore();
                awaitHealth(runtime, HealthCheck.State.UP);
            });
        }
    }

    /** Does something to the store four times while executions are started and run, and looks what became of them. */
    private void underLoad(TestRuntime runtime, Runnable fault) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> startAgainAndAgain(runtime, "caller" + caller, enough, refused), threads))
                .toList();
        for (int round = 1; round <= 4; round++) {
            int before = outcomes.size();
            await().atMost(60, TimeUnit.SECONDS).until(() -> outcomes.size() >= before + 50);
            fault.run();
        }
        enough.set(true);
        callers.forEach(CompletableFuture::join);
        for (Map.Entry<String, CompletableFuture<ExecutionOutcome>> started : outcomes.entrySet()) {
            assertThat(ended(started.getKey(), started.getValue()).status()).isEqualTo(ExecutionStatus.COMPLETED);
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> runtime.engine().running() == 0);
        assertThat(refused).hasPositiveValue();
        int started = outcomes.size();
        assertThat(number(runtime, "SELECT count(*) FROM execution")).isEqualTo(started);
        assertThat(number(runtime, "SELECT count(*) FROM execution WHERE status = 'COMPLETED'"))
                .isEqualTo(started);
        assertThat(number(runtime, "SELECT count(*) FROM step_record")).isEqualTo(3L * started);
        assertThat(number(runtime, "SELECT executions FROM workflow_statistics WHERE status = 'COMPLETED'"))
                .isEqualTo(started);
        List<String> effects =
                world.effects().stream().map(World.Effect::idempotencyKey).toList();
        assertThat(effects.stream().distinct()).hasSize(3 * started);
        // Only what was under way as the store went may have run twice, with the same key.
        assertThat(effects.size() - 3 * started).isLessThan(200);
    }

    private void startAgainAndAgain(TestRuntime runtime, String caller, AtomicBoolean enough, AtomicInteger refused) {
        for (int i = 0; !enough.get(); i++) {
            String key = caller + "-" + i;
            await().pollInterval(10, TimeUnit.MILLISECONDS)
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> isStarted(runtime, key, refused));
        }
    }

    private boolean isStarted(TestRuntime runtime, String key, AtomicInteger refused) {
        try {
            String id = runtime.start("job", "x", key);
            outcomes.put(id, runtime.engine().outcome(id));
            return true;
        } catch (StoreException e) {
            return false;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreException.class);
            refused.incrementAndGet();
            return false;
        }
    }

    private static ExecutionOutcome ended(String id, CompletableFuture<ExecutionOutcome> outcome)
            throws InterruptedException, ExecutionException {
        try {
            return outcome.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Nobody was told that execution " + id + " has ended.", e);
        }
    }

    private static long number(TestRuntime runtime, String query) {
        return runtime.store().read().fetchOne(query).get(0, Long.class);
    }

    private static void awaitHealth(TestRuntime runtime, HealthCheck.State state) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> health(runtime).getState() == state);
    }

    private static HealthCheck.Result health(TestRuntime runtime) {
        return HealthCheckRegistry.get(runtime.context())
                .getCheck("workflow-store")
                .orElseThrow()
                .call();
    }

    private TestRuntime runtime(String url) throws Exception {
        return new TestRuntime(new PostgresSettings(url, server.username(), ""), world)
                .yaml("job.camel.yaml", JOB)
                .start();
    }
}
