/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionFilter;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import dev.serai.workflow.journal.ExecutionStatus;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens a store that was written before executions could be suspended (schema version 2). It holds one execution that
 * completed, one that was killed in the second turn of a loop, one that waits for its second attempt, and a dead letter.
 */
@OnlyOnSqlite
class OldStoreTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @BeforeEach
    void copy() throws Exception {
        try (InputStream packed = getClass().getResourceAsStream("store-before-suspension.db.gz")) {
            Files.copy(new GZIPInputStream(packed), folder.resolve("store.db"));
        }
    }

    @Test
    void itsExecutionsGoOn() throws Exception {
        String dead;
        try (TestRuntime runtime = runtime()) {
            String killed = runtime.start("job", "again", "running");
            assertThat(world.names()).as("the key is known").doesNotContain("one");
            assertThat(runtime.completed(killed)).isEqualTo("a,b/end");
            assertThat(world.names()).containsExactly("three", "three", "end");
            assertThat(runtime.start("job", "again", "done")).isNotEqualTo(killed);

            runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
            dead = only(ExecutionStatus.DEAD_LETTER, "fragile").id();
        }
        assertThat(new Operator(TestStores.in(folder), "bob").replay(List.of(dead), false, MessageEdit.NONE))
                .isEqualTo(new Operator.Answer(false, ""));
        try (TestRuntime runtime = runtime()) {
            assertThat(runtime.outcome(dead).failure().message()).isEqualTo("flaky broken");
            ExecutionDetail detail =
                    new ExecutionHistory(TestStores.in(folder)).find(dead).orElseThrow();
            assertThat(detail.steps())
                    .extracting(StepSummary::outcome)
                    .containsExactly("done", "tried again", "tried again");
            assertThat(world.names()).doesNotContain("before", "patient");
            assertThat(runtime.store().read().fetchOne("PRAGMA auto_vacuum").get(0, int.class))
                    .as("made anew, so that it can give room back")
                    .isEqualTo(2);
        }
    }

    private ExecutionSummary only(ExecutionStatus status, String workflow) {
        List<ExecutionSummary> found = new ExecutionHistory(TestStores.in(folder))
                .list(ExecutionFilter.ALL.withStatus(status).withWorkflow(workflow));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private TestRuntime runtime() throws Exception {
        return new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from: { uri: "workflow:job", steps: [ { to: "effect:new" } ] }
                        """).start();
    }
}
