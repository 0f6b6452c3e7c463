/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:done"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aWorkflowThatIsAddedToARunningContextRuns() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, world).start()) {
            runtime.yaml("job.camel.yaml", """
                    - route:
                        id: job
                        from: { uri: "workflow:job", steps: [ { to: "effect:a" } ] }
                    """);
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/a");
        }
    }

    @Test
    void aContextMayHoldMoreThanAThousandWorkflows() throws Exception {
        String workflows =
                IntStream.range(0, 1_100).mapToObj(n -> """
                - route:
                    from: { uri: "workflow:job-%d", steps: [ { to: "effect:a" } ] }
                """.formatted(n)).collect(Collectors.joining());
        try (TestRuntime runtime = runtime(workflows)) {
            assertThat(runtime.completed(runtime.start("job-1099", "in", null))).isEqualTo("in/a");
        }
    }

    @Test
    void aSecondStartWithTheSameKeyGivesTheFirstExecutionBack() throws Exception {
        try (TestRuntime runtime = runtime(JOB + trigger("key: \"${body[number]}\""))) {
            Exchange first = send(runtime, Map.of("number", "A-1"));
            Exchange second = send(runtime, Map.of("number", "A-1"));
            Exchange other = send(runtime, Map.of("number", "A-2"));
            String id = first.getMessage().getHeader(WorkflowHeaders.EXECUTION_ID, String.class);
            assertThat(first.getMessage().getHeader(WorkflowHeaders.EXECUTION_STARTED))
                    .isEqualTo(true);
            assertThat(second.getMessage().getHeader(WorkflowHeaders.EXECUTION_ID))
                    .isEqualTo(id);
            assertThat(second.getMessage().getHeader(WorkflowHeaders.EXECUTION_STARTED))
                    .isEqualTo(false);
            assertThat(other.getMessage().getHeader(WorkflowHeaders.EXECUTION_ID))
                    .isNotEqualTo(id);
            runtime.completed(id);
            runtime.completed(other.getMessage().getHeader(WorkflowHeaders.EXECUTION_ID, String.class));
            assertThat(world.names()).hasSize(2);
        }
    }

    @Test
    void aKeyThatGivesNothingIsRefused() throws Exception {
        try (TestRuntime runtime = runtime(JOB + trigger("key: \"${body[number]}\""))) {
            assertThat(send(runtime, Map.of()).getException())
                    .hasMessageContaining("The key '${body[number]}' of workflow:job gave nothing");
        }
    }

    @Test
    void aCallerCanWaitForTheResult() throws Exception {
        try (TestRuntime runtime = runtime(JOB + trigger("wait: true"))) {
            assertThat(send(runtime, "in").getMessage().getBody()).isEqualTo("in/done");
        }
    }

    @Test
    void aWaitEndsAfterItsTimeAndTheExecutionGoesOn() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("slow", (Processor) exchange -> released.await(20, TimeUnit.SECONDS))
                .yaml(
                        "job.camel.yaml",
                        JOB.replace("effect:done\"", "effect:done\"\n        - process: { ref: slow }")
                                + trigger("wait: true, timeout: 50"))
                .start()) {
            Exchange exchange = send(runtime, "in");
            assertThat(exchange.getException()).hasMessageContaining("has not ended yet; it goes on");
            released.countDown();
            runtime.completed(exchange.getMessage().getHeader(WorkflowHeaders.EXECUTION_ID, String.class));
        }
    }

    @Test
    void credentialsStopAtTheBorderAndOtherHeadersComeIn() throws Exception {
        try (TestRuntime runtime = runtime(JOB)) {
            String id = completedWithCredentials(runtime);
            assertThat(new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .headers())
                    .containsEntry("tenant", "acme")
                    .doesNotContainKeys("Authorization", "cookie");
        }
    }

    private static String completedWithCredentials(TestRuntime runtime) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("Authorization", "Bearer geheim");
        headers.put("cookie", "session=geheim");
        headers.put("tenant", "acme");
        String id = runtime.start("job", "in", headers, null);
        runtime.completed(id);
        return id;
    }

    @Test
    @OnlyOnSqlite
    void noFileOfTheStoreHasCredentials() throws Exception {
        try (TestRuntime runtime = runtime(JOB)) {
            completedWithCredentials(runtime);
        }
        try (var files = java.nio.file.Files.list(folder)) {
            // The store keeps the last letter of a text in another form.
            assertThat(files.map(StartTest::content))
                    .anyMatch(content -> content.contains("acm"))
                    .noneMatch(content -> content.contains("gehei"));
        }
    }

    private static String content(Path file) {
        try {
            return java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aBodyThatCannotBeRecordedIsRefusedWithTheRemedy() throws Exception {
        try (TestRuntime runtime = runtime(JOB + trigger("wait: true"))) {
            assertThat(send(runtime, new Thread("x")).getException())
                    .hasMessageContaining("The body is or holds a value that cannot be recorded")
                    .hasMessageContaining("java.lang.Thread")
                    .hasMessageContaining("marshal");
        }
    }

    @Test
    void anUnknownWorkflowIsNamedWithASuggestion() throws Exception {
        try (TestRuntime runtime = runtime(JOB + trigger("wait: true").replace("workflow:job", "workflow:jobb"))) {
            assertThat(send(runtime, "in").getException())
                    .hasMessageContaining("There is no workflow 'jobb'. Did you mean 'job'?");
        }
    }

    @Test
    void anOptionThatDoesNotFitIsRefusedAtTheStart() {
        assertThatThrownBy(() -> runtime(JOB.replace("workflow:job", "workflow:job?attempts=abc")))
                .hasStackTraceContaining(
                        "workflow:job: the option 'attempts' has the value 'abc'. Expected a whole number.");
        assertThatThrownBy(() -> runtime(JOB.replace("workflow:job", "workflow:job?backoff=-1")))
                .hasStackTraceContaining("the option 'backoff' has the value '-1'");
    }

    @Test
    void twoRoutesOfOneWorkflowAreRefused() {
        assertThatThrownBy(() -> runtime(JOB + JOB.replace("id: job", "id: other")))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasStackTraceContaining("workflow://job");
    }

    @Test
    void aChildIsStartedOnceAndKnowsItsParent() throws Exception {
        String child = """
                - route:
                    id: child
                    from:
                      uri: workflow:child
                      steps:
                        - to: "effect:child"
                """;
        try (TestRuntime runtime =
                runtime(JOB.replace("effect:done", "workflow:child?wait=true").replace("\"", "'") + child)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.completed(id)).isEqualTo("in/child");
            assertThat(new ExecutionHistory(TestStores.in(folder)).list(null, "child", 10))
                    .singleElement()
                    .satisfies(execution -> assertThat(execution.parentId()).isEqualTo(id));
        }
    }

    @Test
    void theHistorySaysWhenThingsHappened() throws Exception {
        Instant before = Instant.now().minusMillis(1);
        try (TestRuntime runtime = runtime(JOB)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            ExecutionDetail execution =
                    new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();

            assertThat(execution.summary().createdAt()).isBetween(before, Instant.now());
            assertThat(execution.summary().finishedAt()).isBetween(before, Instant.now());
            assertThat(execution.steps()).isNotEmpty().allSatisfy(step -> assertThat(step.startedAt())
                    .isBetween(before, Instant.now()));
        }
    }

    @Test
    void theMessageComesInWithItsClasses() throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("price", new java.math.BigDecimal("12.90"));
        body.put("lines", List.of(1, 2L));
        Object[] seen = new Object[1];
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("look", (Processor)
                        exchange -> seen[0] = exchange.getMessage().getBody())
                .yaml("job.camel.yaml", JOB.replace("to: \"effect:done\"", "process: { ref: look }"))
                .start()) {
            runtime.completed(runtime.start("job", body, null));
        }
        assertThat(seen[0]).isEqualTo(body).isInstanceOf(LinkedHashMap.class);
    }

    @Test
    void manyMoreThanFitInMemoryAllRun() throws Exception {
        int many = 3_000;
        try (TestRuntime runtime = runtime(JOB)) {
            for (int i = 0; i < many; i++) {
                runtime.startLater("job", "body-" + i);
            }
            org.awaitility.Awaitility.await()
                    .atMost(runtime.timeout())
                    .until(() -> runtime.engine().statistics().unfinished() == 0);
            assertThat(runtime.engine().statistics().figures().get("job").completed())
                    .isEqualTo(many);
            assertThat(world.counts()).hasSize(many).allSatisfy((name, count) -> assertThat(count)
                    .isEqualTo(1));
        }
    }

    private static String trigger(String parameters) {
        return """
                - route:
                    id: trigger
                    from:
                      uri: direct:trigger
                      steps:
                        - to:
                            uri: workflow:job
                            parameters: { %s }
                """.formatted(parameters);
    }

    private static Exchange send(TestRuntime runtime, Object body) {
        try {
            return runtime.context()
                    .createFluentProducerTemplate()
                    .to("direct:trigger")
                    .withBody(body)
                    .send();
        } catch (CamelExecutionException e) {
            return e.getExchange();
        }
    }

    private TestRuntime runtime(String yaml) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world).yaml("job.camel.yaml", yaml);
        try {
            return runtime.start();
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }
}
