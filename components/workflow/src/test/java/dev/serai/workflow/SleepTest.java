/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SleepTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void anExecutionSleepsInTheStoreAndGoesOn() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1s\"")) {
            String id = runtime.start("job", "in", null);
            await().until(() -> status(id) == ExecutionStatus.SUSPENDED);
            assertThat(runtime.engine().running()).isZero();
            assertThat(world.names()).containsExactly("before");
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void theFirstArrivalDecidesTheTimeAndARestartDoesNotProlongIt() throws Exception {
        String id;
        Instant wakesAt;
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=3s\"")) {
            id = runtime.start("job", "in", null);
            await().until(() -> status(id) == ExecutionStatus.SUSPENDED);
            wakesAt = Instant.now().plusSeconds(3);
            runtime.kill();
        }
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=3s\"")) {
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(Instant.now()).isBefore(wakesAt.plusMillis(2_500));
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void aBranchThatSleepsDoesNotHoldUpTheOthers() throws Exception {
        try (TestRuntime runtime = runtime("""
                - multicast:
                    parallelProcessing: true
                    steps:
                      - pipeline:
                          steps:
                            - to: "effect:a1"
                            - to: "workflow:sleep?duration=600ms"
                            - to: "effect:a2"
                      - pipeline:
                          steps:
                            - to: "effect:b1?async=true"
                            - to: "effect:b2?async=true"
                            - to: "effect:b3?async=true"
                """)) {
            String id = runtime.start("job", "in", null);
            await().until(() -> status(id) == ExecutionStatus.SUSPENDED);
            assertThat(world.names()).contains("a1", "b1", "b2", "b3").doesNotContain("a2", "after");
            runtime.completed(id);
            assertThat(world.counts().values()).as("%s", world.counts()).containsOnly(1);
            assertThat(world.names()).hasSize(7).endsWith("a2", "after");
        }
    }

    @Test
    void eachBranchOfASequentialSplitSleepsInItsTurn() throws Exception {
        try (TestRuntime runtime = runtime("""
                - split:
                    tokenize: { token: "," }
                    steps:
                      - to: "effect:a"
                      - to: "workflow:sleep?duration=50ms"
                      - to: "effect:b"
                """)) {
            runtime.completed(runtime.start("job", "1,2,3", null));
            assertThat(world.names()).containsExactly("before", "a", "b", "a", "b", "a", "b", "after");
        }
    }

    private ExecutionStatus status(String id) {
        return new ExecutionHistory(TestStores.in(folder))
                .find(id)
                .orElseThrow()
                .summary()
                .status();
    }

    private TestRuntime runtime(String step) throws Exception {
        world.liveAgain();
        return new TestRuntime(folder, world)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - to: "effect:before"
                        %s
                                - to: "effect:after"
                        """.formatted(step.indent(8).stripTrailing()))
                .start();
    }
}
