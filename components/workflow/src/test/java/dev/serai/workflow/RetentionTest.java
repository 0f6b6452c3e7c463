/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final List<String> TABLES =
            List.of("execution", "step_record", "step_wait", "signal", "large_value");

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void whatIsOldEnoughIsRemovedWithAllThatBelongsToItAndTheDatabaseShrinks() throws Exception {
        String first;
        try (TestRuntime runtime = runtime("")) {
            first = runtime.start("job", "0", "key");
            runtime.completed(first);
            for (int i = 1; i < 30; i++) {
                runtime.completed(runtime.start("job", "" + i, null));
            }
            assertThat(runtime.engine().removeExpired()).as("nothing is old").isZero();
        }
        try (TestRuntime runtime = runtime("")) {
            age(runtime);
            long before = pages(runtime);
            assertThat(runtime.engine().removeExpired()).isEqualTo(30);
            if (!TestStores.isPostgres()) {
                assertThat(pages(runtime)).isLessThan(before / 4);
            }
            for (String table : TABLES) {
                assertThat(count(runtime, table)).as(table).isZero();
            }
            assertThat(runtime.start("job", "0", "key"))
                    .as("the key is still known")
                    .isEqualTo(first);
        }
    }

    @Test
    void deadLettersStayUnlessAskedOtherwise() throws Exception {
        try (TestRuntime runtime = runtime("attempts=1")) {
            String id = runtime.start("job", "broken", null);
            assertThat(runtime.outcome(id).failure()).isNotNull();
            age(runtime);
            assertThat(runtime.engine().removeExpired()).isZero();
            assertThat(new ExecutionHistory(TestStores.in(folder)).find(id)).isPresent();
        }
        try (TestRuntime runtime = runtime("attempts=1&deadLetterRetention=30d")) {
            assertThat(runtime.engine().removeExpired()).isEqualTo(1);
            assertThat(count(runtime, "step_record")).isZero();
        }
    }

    @Test
    void aWorkflowKeepsAsManyAsItSays() throws Exception {
        try (TestRuntime runtime = runtime("retentionCount=3")) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String id = runtime.start("job", "" + i, null);
                runtime.completed(id);
                long end = i + 1L;
                runtime.store()
                        .writer()
                        .await(session -> session.update(
                                "UPDATE execution SET finished_at = ? WHERE id = ?",
                                System.currentTimeMillis() - 1_000_000L + end,
                                id));
                ids.add(id);
            }
            assertThat(runtime.engine().removeExpired()).isEqualTo(5);
            assertThat(new ExecutionHistory(TestStores.in(folder)).list(ExecutionStatus.COMPLETED, "job", 100))
                    .extracting(ExecutionSummary::id)
                    .containsExactlyInAnyOrderElementsOf(ids.subList(5, 8));
        }
    }

    private static void age(TestRuntime runtime) {
        runtime.store()
                .writer()
                .await(session -> session.update("UPDATE execution SET finished_at = 1 WHERE finished_at IS NOT NULL"));
    }

    /** The file follows when the write-ahead log is folded into it. */
    private static long pages(TestRuntime runtime) {
        return TestStores.isPostgres()
                ? 0
                : runtime.store().read().fetchOne("PRAGMA page_count").get(0, Long.class);
    }

    private static long count(TestRuntime runtime, String table) {
        return runtime.store().read().fetchOne("SELECT count(*) FROM " + table).get(0, Long.class);
    }

    private TestRuntime runtime(String options) throws Exception {
        return new TestRuntime(folder, world)
                .bind("large", (Processor) exchange -> {
                    byte[] noise = new byte[100_000];
                    String body = exchange.getMessage().getBody(String.class);
                    new Random(body.hashCode()).nextBytes(noise);
                    exchange.setVariable("noise", noise);
                    if (body.equals("broken")) {
                        throw new IllegalStateException("broken");
                    }
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?%s
                              steps:
                                - to: "effect:a"
                                - setBody: { simple: "${body.replace('/a', '')}" }
                                - process: { ref: large }
                                - to: "workflow:sleep?duration=1ms"
                        """.formatted(options))
                .start();
    }
}
