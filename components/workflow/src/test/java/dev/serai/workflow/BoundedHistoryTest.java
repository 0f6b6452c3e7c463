/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StepRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One record stands for the steps inside a step that has ended, and for a loop's turns. */
class BoundedHistoryTest {

    private static final String SPLIT = """
            - split:
                tokenize: { token: "," }
                aggregationStrategy: "#concat"
                steps:
                  - to: "effect:a"
                  - to: "effect:b"
            """;

    private static final String CALL = """
            - to: "direct:sub"
            """;

    private static final String MULTICAST = """
            - multicast:
                parallelProcessing: true
                aggregationStrategy: "#concat"
                steps:
                  - to: "effect:a"
                  - to: "direct:sub"
            """;

    private static final String LOOP = """
            - loop:
                constant: "3"
                steps:
                  - to: "effect:a"
                  - doTry:
                      steps:
                        - to: "effect:b"
                        - to: "direct:sub"
                      doCatch:
                        - exception: [java.io.IOException]
            """;

    private static final String COPY_LOOP = """
            - loop:
                constant: "12"
                copy: true
                steps:
                  - to: "effect:a"
            """;

    @TempDir
    Path folder;

    private final World world = new World();
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {SPLIT, CALL, MULTICAST, LOOP, COPY_LOOP})
    void aStepThatHasEndedIsReplayedAsOne(String step) throws Exception {
        String expected;
        try (TestRuntime runtime = runtime(folder.resolve("undisturbed"), "", step, "1ms")) {
            expected = (String) runtime.completed(runtime.start("job", "x,y,z", null));
        }
        List<String> effects = world.names();
        World second = new World();
        String id;
        Path store = folder.resolve("store");
        try (TestRuntime runtime = runtime(store, second, "", step, "1h")) {
            id = runtime.start("job", "x,y,z", null);
            await().until(() -> status(store, id) == ExecutionStatus.SUSPENDED);
            assertThat(recorded(runtime, id)).as("first, and the whole").hasSize(2);
            int before = arrivals.get();
            runtime.store().writer().await(session -> {
                session.update("UPDATE step_wait SET due_at = 1");
                return session.update("UPDATE execution SET due_at = 1");
            });
            runtime.kill();
            assertThat(before).isPositive();
        }
        arrivals.set(0);
        try (TestRuntime runtime = runtime(store, second, "", step, "1h")) {
            assertThat(runtime.completed(id)).isEqualTo(expected);
            assertThat(arrivals).as("first, the whole, setBody, sleep and last").hasValue(5);
        }
        assertThat(second.names()).containsExactlyInAnyOrderElementsOf(effects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constant: \"60\"",
                "simple: \"${body.length} < 602\"\ndoWhile: true",
                "constant: \"60\"\ncopy: true"
            })
    void aLoopThatSuspendsInEachTurnCostsAsMuchForEachTurn(String loop) throws Exception {
        try (TestRuntime runtime =
                runtime(folder, "", """
                - loop:
                    %s
                    steps:
                      - to: "effect:work-item"
                      - to: "workflow:sleep?duration=2ms"
                """.formatted(loop.indent(4).strip()), "1ms")) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            assertThat(world.names()).filteredOn("work-item"::equals).hasSize(60);
            assertThat(arrivals.get())
                    .as("each turn costs two, and what is replayed of the last ones")
                    .isLessThan(60 * 16);
            assertThat(recorded(runtime, id)).hasSize(4);
        }
    }

    @Test
    void aFailureAfterALoopKeepsItAndOneInsideGoesOnInItsTurn() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", (org.apache.camel.Processor) exchange -> {
                    int turn = exchange.getProperty(Exchange.LOOP_INDEX, Integer.class);
                    if (turn == 25 && tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .bind("late", (org.apache.camel.Processor) exchange -> {
                    if (tries.incrementAndGet() < 6) {
                        throw new IllegalStateException("not yet either");
                    }
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?backoff=1ms&attempts=9
                              steps:
                                - loop:
                                    constant: "30"
                                    steps:
                                      - to: "effect:a"
                                      - process: { ref: work }
                                - process: { ref: late }
                        """)
                .start()) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.completed(id)).isEqualTo("in" + "/a".repeat(30));
            assertThat(world.names()).hasSize(30);
            assertThat(tries).hasValue(6);
        }
    }

    @Test
    void whatATryCaughtIsStillThereForTheStepsAfterIt() throws Exception {
        String step = """
                - doTry:
                    steps:
                      - to: "effect:a"
                      - to: "effect:b?failTimes=9"
                    doCatch:
                      - exception: [java.io.IOException]
                - to: "workflow:sleep?duration=100ms"
                - setBody: { simple: "${exception.message}" }
                """;
        try (TestRuntime runtime = runtime(folder, "", step, "1ms")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("flaky b/last");
        }
    }

    @Test
    void peopleSeeWhatARecordStandsFor() throws Exception {
        try (TestRuntime runtime = runtime(folder, "", SPLIT, "1ms")) {
            String id = runtime.start("job", "x,y", null);
            runtime.completed(id);
            List<StepSummary> steps = new ExecutionHistory(TestStores.in(folder))
                    .find(id)
                    .orElseThrow()
                    .steps();
            StepSummary whole = steps.stream()
                    .filter(step -> step.step().equals("job/split1@1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(steps)
                    .filteredOn(step -> step.step().startsWith("job/split1@1#"))
                    .hasSize(4)
                    .allMatch(step -> step.outcome().equals("done"))
                    .allMatch(step -> step.coveredBy() == whole.sequence());
            assertThat(whole.coveredBy()).isNull();
        }
    }

    @Test
    void anExecutionAtTheLimitStopsAndGoesOnWithAHigherOne() throws Exception {
        String step = """
                - loop:
                    constant: "50"
                    steps:
                      - to: "effect:looped"
                - to: "effect:second"
                - to: "effect:third"
                """;
        String id;
        try (TestRuntime runtime = runtime(folder, "maxSteps=14", step, "1ms")) {
            id = runtime.start("job", "in", null);
            runtime.completed(id);
        }
        World narrow = new World();
        Path store = folder.resolve("narrow");
        try (TestRuntime runtime = runtime(store, narrow, "maxSteps=3", step.replace("50", "2"), "1ms")) {
            id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure().message())
                    .contains("step job/to3@1 with 3 steps")
                    .contains("child executions")
                    .contains("raise maxSteps");
            assertThat(narrow.names()).containsExactly("first", "looped", "looped", "second");
        }
        assertThat(new Operator(TestStores.in(store), "bob").replay(List.of(id), false, MessageEdit.NONE))
                .isEqualTo(new Operator.Answer(false, ""));
        try (TestRuntime runtime = runtime(store, narrow, "maxSteps=9", step.replace("50", "2"), "1ms")) {
            assertThat(runtime.completed(id)).isEqualTo("in/first/looped/looped/second/third/last");
            assertThat(narrow.counts().values()).containsOnly(1);
        }
    }

    private static ExecutionStatus status(Path store, String id) {
        return new ExecutionHistory(TestStores.in(store))
                .find(id)
                .orElseThrow()
                .summary()
                .status();
    }

    private static List<StepRecord> recorded(TestRuntime runtime, String id) {
        return runtime.engine().tables().steps().recorded(id).steps();
    }

    private TestRuntime runtime(Path store, String parameters, String step, String sleep) throws Exception {
        return runtime(store, world, parameters, step, sleep);
    }

    private TestRuntime runtime(Path store, World seen, String parameters, String step, String sleep) throws Exception {
        TestRuntime runtime =
                new TestRuntime(store, seen).bind("concat", (AggregationStrategy) BoundedHistoryTest::concatenate);
        runtime.context()
                .getCamelContextExtension()
                .addInterceptStrategy((context, node, target, next) -> new DelegateAsyncProcessor(target) {
                    @Override
                    public boolean process(Exchange exchange, org.apache.camel.AsyncCallback callback) {
                        arrivals.incrementAndGet();
                        return super.process(exchange, callback);
                    }
                });
        return runtime.yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?%s
                              steps:
                                - to: "effect:first"
                        %s
                                - setBody: { simple: "${body}" }
                                - to: "workflow:sleep?duration=%s"
                                - to: "effect:last"
                        - route:
                            id: sub
                            from: { uri: "direct:sub", steps: [ { to: "effect:sub1" }, { to: "effect:sub2" } ] }
                        """.formatted(
                                parameters, step.indent(8).stripTrailing(), sleep))
                .start();
    }

    private static Exchange concatenate(Exchange old, Exchange next) {
        if (old == null) {
            return next;
        }
        old.getMessage()
                .setBody(old.getMessage().getBody(String.class) + "+"
                        + next.getMessage().getBody(String.class));
        return old;
    }
}
