/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.value.MessageState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @Test
    void whoComesLaterWithAHigherPriorityGoesFirst() throws Exception {
        try (TestRuntime runtime = runtime("maxConcurrent=1")) {
            Workflows workflows = Workflows.of(runtime.context());
            workflows.start("job").body("hold").execute();
            await().until(() -> atOnce.get() == 1);
            for (int priority : new int[] {1, 5, 10, 7}) {
                workflows.start("job").body("p" + priority).priority(priority).execute();
            }
            released.countDown();
            await().until(() -> world.effects().size() == 5);
            assertThat(bodies()).containsExactly("hold", "p10", "p7", "p5", "p1");
        }
    }

    /** The bound that the README states: a level is worth 30 seconds, so 9 levels are worth 4.5 minutes. */
    @Test
    void thePriorityOfASaturatedQueueEndsAfterFourAndAHalfMinutes() throws Exception {
        int early = 300;
        int late = 1_000;
        try (TestRuntime runtime = runtime("maxConcurrent=1")) {
            long now = System.currentTimeMillis();
            Workflows.of(runtime.context()).pauseWorkflow("job");
            insert(runtime, "first", 1, now - 600_000);
            for (int i = 0; i < early; i++) {
                insert(runtime, "early", 10, now - 600_000 + 269_000);
            }
            for (int i = 0; i < late; i++) {
                insert(runtime, "late", 10, now - 600_000 + 270_001);
            }
            released.countDown();
            await().until(() -> count(runtime) == early + late + 1);
            Workflows.of(runtime.context()).resumeWorkflow("job");
            await().atMost(runtime.timeout()).until(() -> bodies().contains("first"));
            List<String> bodies = bodies();
            assertThat(bodies.indexOf("first")).isEqualTo(early);
            assertThat(bodies.subList(0, early)).containsOnly("early");
        }
    }

    @Test
    void oneOfAConcurrencyKeyRunsAtOnceAndTenThousandOfItHoldUpNobodyElse() throws Exception {
        int many = 10_000;
        try (TestRuntime runtime = runtime("maxConcurrent=4")) {
            Workflows workflows = Workflows.of(runtime.context());
            for (int i = 0; i < many; i++) {
                var unused = workflows
                        .start("job")
                        .body("hold")
                        .priority(10)
                        .concurrencyKey("customer-1")
                        .executeAsync();
            }
            String other = workflows
                    .start("job")
                    .body("other")
                    .priority(1)
                    .concurrencyKey("customer-2")
                    .execute()
                    .id();
            String none =
                    workflows.start("job").body("none").priority(1).execute().id();
            assertThat(runtime.completed(other)).isEqualTo("other/done");
            assertThat(runtime.completed(none)).isEqualTo("none/done");
            assertThat(atOnce.get()).isEqualTo(1);
            await().until(() -> runtime.engine().running() == 1);
        }
    }

    @Test
    void allOfAKeyRunOneAfterTheOtherInTheOrderOfTheQueue() throws Exception {
        released.countDown();
        int many = 60;
        List<String> expected = new ArrayList<>();
        try (TestRuntime runtime = runtime("maxConcurrent=8")) {
            Workflows workflows = Workflows.of(runtime.context());
            workflows.pauseWorkflow("job");
            for (int i = 0; i < many; i++) {
                workflows.start("job").body("n" + i).concurrencyKey("k").execute();
                expected.add("n" + i);
            }
            workflows.resumeWorkflow("job");
            await().atMost(runtime.timeout()).until(() -> world.effects().size() == many);
            assertThat(bodies()).containsExactlyElementsOf(expected);
            assertThat(mostAtOnce.get()).isEqualTo(1);
        }
    }

    @Test
    void moreOfAKeyRunAtOnceWhenTheWorkflowSaysSo() throws Exception {
        try (TestRuntime runtime = runtime("maxConcurrent=8&maxConcurrentPerKey=3")) {
            Workflows workflows = Workflows.of(runtime.context());
            for (int i = 0; i < 10; i++) {
                workflows.start("job").body("hold").concurrencyKey("k").execute();
            }
            await().until(() -> atOnce.get() == 3);
            released.countDown();
            await().atMost(runtime.timeout()).until(() -> world.effects().size() == 10);
            assertThat(mostAtOnce.get()).isEqualTo(3);
        }
    }

    @Test
    void aPausedWorkflowTakesStartsAndBeginsNoneAlsoAfterARestart() throws Exception {
        released.countDown();
        String id;
        try (TestRuntime runtime = runtime("maxConcurrent=1")) {
            Workflows workflows = Workflows.of(runtime.context());
            workflows.pauseWorkflow("job");
            id = workflows.start("job").body("in").execute().id();
        }
        try (TestRuntime runtime = runtime("maxConcurrent=1")) {
            String later = Workflows.of(runtime.context())
                    .start("job")
                    .body("later")
                    .execute()
                    .id();
            await().during(200, TimeUnit.MILLISECONDS).until(() -> status(id) == ExecutionStatus.QUEUED);
            assertThat(world.effects()).isEmpty();
            Workflows.of(runtime.context()).resumeWorkflow("job");
            assertThat(runtime.completed(id)).isEqualTo("in/done");
            assertThat(runtime.completed(later)).isEqualTo("later/done");
        }
    }

    @Test
    void aPausedWorkflowThatIsNotKnownIsNamedWithASuggestion() throws Exception {
        try (TestRuntime runtime = runtime("maxConcurrent=1")) {
            assertThat(runtime.engine().control().pauseWorkflow("jobb").orElseThrow())
                    .startsWith("There is no workflow 'jobb'. Did you mean 'job'?");
        }
    }

    private static void insert(TestRuntime runtime, String body, int priority, long dueAt) {
        String version = runtime.engine()
                .tables()
                .workflows()
                .current("job")
                .orElseThrow()
                .version();
        ExecutionRecord record = new ExecutionRecord(
                UUID.randomUUID().toString(),
                "job",
                version,
                null,
                MessageState.encode(runtime.engine().values(), body, Map.of()),
                1,
                dueAt,
                dueAt,
                StartTerms.DEFAULTS.withPriority(priority));
        runtime.engine().tables().executions().insert(record, (id, failure) -> {});
    }

    private static int count(TestRuntime runtime) {
        return runtime.store().read().fetchOne("SELECT count(*) FROM execution").get(0, Integer.class);
    }

    private List<String> bodies() {
        return world.effects().stream().map(World.Effect::body).toList();
    }

    private ExecutionStatus status(String id) {
        return new ExecutionHistory(TestStores.in(folder))
                .find(id)
                .orElseThrow()
                .summary()
                .status();
    }

    private TestRuntime runtime(String options) throws Exception {
        world.liveAgain();
        return new TestRuntime(folder, world)
                .bind("hold", (Processor) exchange -> {
                    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    if (exchange.getMessage().getBody(String.class).equals("hold")) {
                        released.await(30, TimeUnit.SECONDS);
                    }
                    atOnce.decrementAndGet();
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?%s
                              steps:
                                - process: { ref: hold }
                                - to: "effect:done"
                        """.formatted(options))
                .start();
    }
}
