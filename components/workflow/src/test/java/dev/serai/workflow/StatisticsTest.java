/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.WorkflowFigures;
import dev.serai.workflow.history.WorkflowStatistics;
import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import dev.serai.workflow.journal.WorkflowDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {

    private static final String ROUTES = """
            - route:
                id: job
                description: Checks what comes in.
                group: orders
                from:
                  uri: workflow:job
                  parameters: { attempts: 2, backoff: 1ms, owner: shop, stage: draft, tags: "daily, money" }
                  steps:
                    - to: "effect:work?failUnless=good"
                    - filter:
                        simple: "${body} contains 'slow'"
                        steps:
                          - to: "workflow:sleep?duration=1h"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void executionsAreCountedByWhatBecameOfThem() throws Exception {
        String dead;
        try (TestRuntime runtime = runtime()) {
            runtime.completed(runtime.start("job", "good", null));
            runtime.completed(runtime.start("job", "good", null));
            dead = runtime.start("job", "bad", null);
            assertThat(runtime.outcome(dead).failure()).isNotNull();
            String last = runtime.start("job", "good and slow", null);
            await().until(() -> figures().suspended() == 1);

            WorkflowFigures figures = figures();
            assertThat(figures.executions()).isEqualTo(4);
            assertThat(figures.active()).isZero();
            assertThat(figures.completed()).isEqualTo(2);
            assertThat(figures.deadLetters()).isEqualTo(1);
            assertThat(figures.attempts()).as("once, once, twice").isEqualTo(4);
            assertThat(figures.successRate()).isEqualTo(2 / 3.0);
            assertThat(figures.meanDuration()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            Instant started = new ExecutionHistory(TestStores.in(folder))
                    .find(last)
                    .orElseThrow()
                    .summary()
                    .createdAt();
            assertThat(figures.lastExecution()).isEqualTo(started);
        }
        new Operator(TestStores.in(folder), "ada").replay(List.of(dead), false, MessageEdit.NONE.withBody("good"));
        assertThat(figures().active()).isEqualTo(1);
        assertThat(figures().deadLetters()).isZero();
        assertThat(figures().successRate()).isEqualTo(1);
        try (TestRuntime runtime = runtime()) {
            runtime.completed(dead);
            assertThat(figures().completed()).isEqualTo(3);
            assertThat(figures().executions()).isEqualTo(4);
            String given = runtime.start("job", "bad", null);
            assertThat(runtime.outcome(given).failure()).isNotNull();
            new Operator(TestStores.in(folder), "ada").discard(List.of(given), null);
            assertThat(figures().deadLetters()).isZero();
            assertThat(figures().cancelled()).isEqualTo(1);
        }
    }

    @Test
    void aWorkflowIsDescribedWhenNoRuntimeRuns() throws Exception {
        try (TestRuntime runtime = runtime()) {
            assertThat(runtime.engine().running()).isZero();
        }
        assertThat(figures().description())
                .isEqualTo(new WorkflowDescription(
                        "Checks what comes in.", "orders", "shop", "draft", List.of("daily", "money")));
        assertThat(figures().version()).isNotNull();
        assertThat(figures().successRate()).isNull();
        assertThat(new WorkflowStatistics(TestStores.in(folder)).of("other")).isEmpty();
    }

    @OnlyOnSqlite
    @Test
    void theLastExecutionIsFoundInAnIndex() throws Exception {
        try (TestRuntime runtime = runtime()) {
            List<String> plan = runtime.store()
                    .read()
                    .fetch("EXPLAIN QUERY PLAN SELECT created_at FROM execution WHERE workflow = 'job'"
                            + " ORDER BY id DESC LIMIT 1")
                    .getValues("detail", String.class);
            assertThat(plan)
                    .singleElement()
                    .asString()
                    .startsWith("SEARCH execution USING INDEX execution_of_workflow");
        }
    }

    @Test
    void aStageThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> new TestRuntime(folder, world)
                        .yaml("job.camel.yaml", ROUTES.replace("draft", "drafty"))
                        .start())
                .hasStackTraceContaining("the option 'stage' has the value 'drafty'. Expected one of draft, active");
    }

    private WorkflowFigures figures() {
        return new WorkflowStatistics(TestStores.in(folder)).of("job").orElseThrow();
    }

    private TestRuntime runtime() throws Exception {
        return new TestRuntime(folder, world).yaml("job.camel.yaml", ROUTES).start();
    }
}
