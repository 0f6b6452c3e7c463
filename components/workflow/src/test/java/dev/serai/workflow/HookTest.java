/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.engine.ExecutionOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aHookHearsOfExecutionsAndStepsAndNotOfReplays() throws Exception {
        try (TestRuntime runtime = runtime(new Listener(), "- to: \"workflow:sleep?duration=50ms\"")) {
            runtime.completed(runtime.start("job", "in", null));
            await().until(() -> heard.contains("ends COMPLETED null"));
            assertThat(heard)
                    .containsExactly(
                            "starts job 1 in",
                            "before job/to1@1 in",
                            "after job/to1@1 in/a",
                            "before job/to2@1 in/a",
                            "ends SUSPENDED null",
                            "starts job 1 in",
                            "before job/to2@1 in/a",
                            "after job/to2@1 in/a",
                            "before job/to3@1 in/a",
                            "after job/to3@1 in/a/b",
                            "ends COMPLETED null");
        }
    }

    @Test
    void aHookHearsOfFailuresAttemptsAndCancellations() throws Exception {
        try (TestRuntime runtime =
                runtime(new Listener(), "- throwException: { exceptionType: java.io.IOException, message: broken }")) {
            runtime.outcome(runtime.start("job", "in", null));
            await().until(() -> heard.contains("ends DEAD_LETTER broken"));
            assertThat(heard).containsSubsequence("starts job 1 in", "ends RETRIED broken", "starts job 2 in");
            String later = Workflows.of(runtime.context())
                    .start("job")
                    .delay(java.time.Duration.ofHours(1))
                    .execute()
                    .id();
            Workflows.of(runtime.context()).cancel(later);
            assertThat(heard).endsWith("ends CANCELLED The execution was cancelled.");
        }
    }

    @Test
    void aHookThatFailsChangesNothing() throws Exception {
        WorkflowHook broken = new Listener() {
            @Override
            public void stepStarts(HookedExecution execution, String step, Exchange exchange) {
                throw new IllegalStateException("broken hook");
            }

            @Override
            public void executionEnds(HookedExecution execution, End end, String failure) {
                throw new IllegalStateException("broken hook");
            }
        };
        try (TestRuntime runtime = runtime(broken, "- to: \"effect:x\"")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/a/x/b");
        }
    }

    @Test
    void aHookCanVetoAStepAndTheRouteHandlesItAlsoOnReplay() throws Exception {
        WorkflowHook veto = new Listener() {
            @Override
            public void stepStarts(HookedExecution execution, String step, Exchange exchange) {
                if (step.endsWith("doTry1/to1@1")) {
                    throw new StepVetoException("not today");
                }
            }
        };
        String step = """
                - doTry:
                    steps:
                      - to: "effect:vetoed"
                    doCatch:
                      - exception: [ "dev.serai.workflow.StepVetoException" ]
                        steps:
                          - to: "effect:instead"
                - to: "workflow:sleep?duration=50ms"
                """;
        try (TestRuntime runtime = runtime(veto, step)) {
            ExecutionOutcome outcome = runtime.outcome(runtime.start("job", "in", null));
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.output()).isEqualTo("in/a/instead/b");
            assertThat(world.names()).containsExactly("a", "instead", "b");
        }
    }

    private TestRuntime runtime(WorkflowHook hook, String step) throws Exception {
        return new TestRuntime(folder, world)
                .bind("hook", hook)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=2&backoff=1ms
                              steps:
                                - to: "effect:a"
                        %s
                                - to: "effect:b"
                        """.formatted(step.indent(8).stripTrailing()))
                .start();
    }

    private class Listener implements WorkflowHook {
        @Override
        public void executionStarts(HookedExecution execution, Exchange exchange) {
            heard.add("starts " + execution.workflow() + " " + execution.attempt() + " " + body(exchange));
        }

        @Override
        public void executionEnds(HookedExecution execution, End end, String failure) {
            heard.add("ends " + end + " " + failure);
        }

        @Override
        public void stepStarts(HookedExecution execution, String step, Exchange exchange) {
            heard.add("before " + step + " " + body(exchange));
        }

        @Override
        public void stepEnds(HookedExecution execution, String step, Exchange exchange) {
            heard.add("after " + step + " " + body(exchange));
        }

        private String body(Exchange exchange) {
            return exchange.getMessage().getBody(String.class);
        }
    }
}
