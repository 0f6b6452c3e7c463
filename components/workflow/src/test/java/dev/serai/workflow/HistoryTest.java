/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.Redaction;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionFilter;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.history.WaitSummary;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.MessageState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aStepIsShownWithItsPlaceItsVisitAndWhatItDid() throws Exception {
        try (TestRuntime runtime = runtime("""
                - loop:
                    constant: 2
                    steps:
                      - setHeader: { name: chance, simple: "${random(1,2)}" }
                - to: "direct:sub"
                """)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            List<StepSummary> steps = detail(id).steps();
            assertThat(steps)
                    .extracting(step -> step.path() + " " + step.visit())
                    .containsExactly(
                            "job/loop1/setHeader1 1",
                            "job/loop1/setHeader1 2",
                            "job/loop1 1",
                            "sub/to1 1",
                            "job/to1 1");
            assertThat(steps.get(0).headers()).containsEntry("chance", 1);
            assertThat(steps.get(3).step()).isEqualTo("job/to1@1>sub/to1@1");
            assertThat(steps.get(3).input()).isEqualTo("in");
            assertThat(steps.get(3).output()).isEqualTo("in/sub1");
            assertThat(steps.get(3).variables()).containsEntry("last-sub1", 2);
            assertThat(steps).allMatch(step -> step.outcome().equals("done"));
        }
    }

    @Test
    void whatItWaitsForIsShown() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1h\"")) {
            String id = runtime.start("job", "in", null);
            await().until(() -> detail(id).summary().status() == ExecutionStatus.SUSPENDED);
            ExecutionDetail execution = detail(id);
            WaitSummary wait = execution.waits().get(0);
            assertThat(wait.step()).isEqualTo("job/to1@1");
            assertThat(wait.kind()).isEqualTo(StepWait.Kind.TIMER);
            assertThat(wait.over()).isFalse();
            assertThat(Duration.between(wait.since(), wait.until()))
                    .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
            assertThat(execution.summary().dueAt()).isEqualTo(wait.until());
        }
    }

    @Test
    void parentsAndChildrenAreFoundFromEachOther() throws Exception {
        try (TestRuntime runtime = runtime("""
                - to: "workflow:child"
                - to: "workflow:child"
                """)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            List<String> children = ids(ExecutionFilter.ALL.withParent(id));
            assertThat(children).hasSize(2);
            assertThat(detail(id).children()).extracting(ExecutionSummary::id).containsExactlyElementsOf(children);
            assertThat(detail(children.get(0)).summary().parentId()).isEqualTo(id);
        }
    }

    @Test
    void aLongHistoryIsReadInPages() throws Exception {
        try (TestRuntime runtime = runtime("- loop: { constant: 5, steps: [ { to: \"effect:turn\" } ] }")) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            ExecutionHistory history = new ExecutionHistory(TestStores.in(folder));
            ExecutionDetail first = history.find(id, 0, 3).orElseThrow();
            assertThat(first.steps()).extracting(StepSummary::sequence).containsExactly(1L, 2L, 3L);
            assertThat(first.moreSteps()).isTrue();
            ExecutionDetail rest = history.find(id, 3, 3).orElseThrow();
            assertThat(rest.steps()).extracting(StepSummary::sequence).containsExactly(4L, 5L, 6L);
            assertThat(rest.moreSteps()).isFalse();
        }
    }

    @Test
    void executionsAreFoundByWhatTheyHaveInCommon() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"effect:a\"")) {
            String red = start(runtime, "job", 5, Map.of("colour", "red", "it's \"odd\"", "yes"));
            Instant between = detail(red).summary().createdAt().plusMillis(2);
            await().until(() -> Instant.now().isAfter(between));
            String blue = start(runtime, "job", 9, Map.of("colour", "blue"));
            String other = start(runtime, "child", 9, Map.of());
            List.of(red, blue, other).forEach(runtime::completed);
            ExecutionFilter all = ExecutionFilter.ALL;
            assertThat(ids(all)).containsExactly(other, blue, red);
            assertThat(ids(all.withWorkflow("job"))).containsExactly(blue, red);
            assertThat(ids(all.withLabel("colour", "red"))).containsExactly(red);
            assertThat(ids(all.withLabel("it's \"odd\"", "yes").withLabel("colour", "red")))
                    .containsExactly(red);
            assertThat(ids(all.withLabel("it's \"odd\"", "yes").withLabel("colour", "blue")))
                    .isEmpty();
            assertThat(ids(all.withPriority(9))).containsExactly(other, blue);
            assertThat(ids(all.withSince(between))).containsExactly(other, blue);
            assertThat(ids(all.withUntil(between))).containsExactly(red);
            assertThat(ids(all.withStatus(ExecutionStatus.COMPLETED))).hasSize(3);
            assertThat(ids(all.withStatus(ExecutionStatus.QUEUED))).isEmpty();
            assertThat(ids(all.withLimit(1))).containsExactly(other);
            assertThat(ids(all.withAfter(other).withLimit(1))).containsExactly(blue);
            assertThat(detail(blue).summary().labels()).containsEntry("colour", "blue");
        }
    }

    @Test
    void secretsAreMaskedWhereverTheyStand() throws Exception {
        String known = "the-ledger's-key";
        try (TestRuntime runtime = runtime("""
                - setVariable: { name: accessToken, simple: "tok-${random(1,2)}" }
                - setBody: { simple: "${body[note]}" }
                - to: "effect:call"
                - throwException:
                    exceptionType: dev.serai.workflow.UnrecoverableException
                    message: "refused the-ledger's-key at http://ada:pass-word@host/?password=pass-word&page=2"
                """)) {
            Map<String, Object> body = Map.of(
                    "note", "{\"page\": 7, \"user\": {\"clientSecret\": \"hush-hush\"}}",
                    "password", "pass-word",
                    "nested", List.of(Map.of("api-key", "hush-hush", "page", 3)));
            String id = runtime.start(
                    "job",
                    body,
                    Map.of("X-Api-Key", "hush-hush", "colour", "red " + known, "colourCode", "hush-hush"),
                    null);
            assertThat(runtime.outcome(id).failure()).isNotNull();

            ExecutionHistory history = new ExecutionHistory(
                    TestStores.in(folder), List.of(new Redaction(List.of(known))), List.of("colour-code"));
            ExecutionDetail execution = history.find(id).orElseThrow();
            assertThat(execution.toString())
                    .doesNotContain("hush-hush")
                    .doesNotContain("pass-word")
                    .doesNotContain("tok-1")
                    .doesNotContain(known);
            assertThat(execution.headers()).containsEntry("X-Api-Key", "***").containsEntry("colour", "red ***");
            assertThat(execution.summary().error())
                    .isEqualTo("refused *** at http://ada:***@host/?password=***&page=2");
            assertThat(execution.input().toString()).contains("page=3").contains("password=***");
            assertThat(history.list(ExecutionFilter.DEAD_LETTERS).toString()).doesNotContain(known);
        }
    }

    private static String start(TestRuntime runtime, String workflow, int priority, Map<String, String> labels) {
        DefaultMessage message = new DefaultMessage(runtime.context());
        message.setBody("in");
        StartTerms terms = new StartTerms(null, ExecutionRecord.NEVER, null, false, priority, null, labels, null);
        CompletableFuture<String> started = new CompletableFuture<>();
        runtime.engine()
                .start(
                        new StartRequest(
                                workflow, MessageState.encode(runtime.engine().values(), message), terms),
                        (id, isNew, failure) -> started.complete(id));
        return started.join();
    }

    private List<String> ids(ExecutionFilter filter) {
        return new ExecutionHistory(TestStores.in(folder))
                .list(filter).stream().map(ExecutionSummary::id).toList();
    }

    private ExecutionDetail detail(String id) {
        return new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();
    }

    private TestRuntime runtime(String steps) throws Exception {
        return new TestRuntime(folder, world)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=1
                              steps:
                        %s
                        - route:
                            id: sub
                            from: { uri: "direct:sub", steps: [ { to: "effect:sub1" } ] }
                        - route:
                            id: child
                            from: { uri: "workflow:child", steps: [ { to: "effect:child" } ] }
                        """.formatted(steps.indent(8)))
                .start();
    }
}
