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
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets the machine's clock anew while executions sleep. */
class ClockTest {

    private static final long HOUR = 3_600_000;

    @TempDir
    Path folder;

    private final AtomicLong offset = new AtomicLong();

    @Test
    void aTimerGoesOnWhenTheClockIsSetBack() throws Exception {
        try (TestRuntime runtime = runtime("1500ms")) {
            String id = runtime.start("job", "in", null);
            awaitSuspended(id);
            offset.set(-HOUR);
            assertThat(runtime.completed(id)).isEqualTo("in/after");
            assertThat(runtime.completed(runtime.start("job", "later", null))).isEqualTo("later/after");
        }
    }

    @Test
    void aTimerHasRunOutWhenTheClockIsSetForwardAndTheRuntimeStartsAnew() throws Exception {
        String id;
        try (TestRuntime runtime = runtime("1h")) {
            id = runtime.start("job", "in", null);
            awaitSuspended(id);
        }
        offset.set(HOUR);
        try (TestRuntime runtime = runtime("1h")) {
            assertThat(runtime.completed(id)).isEqualTo("in/after");
        }
    }

    private void awaitSuspended(String id) {
        await().until(() -> new ExecutionHistory(TestStores.in(folder))
                        .find(id)
                        .orElseThrow()
                        .summary()
                        .status()
                == ExecutionStatus.SUSPENDED);
    }

    private TestRuntime runtime(String duration) throws Exception {
        InstantSource clock = () -> Instant.now().plusMillis(offset.get());
        return new TestRuntime(folder, new World())
                .bind("clock", clock)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - to: "workflow:sleep?duration=%s"
                                - to: "effect:after"
                        """.formatted(duration))
                .start();
    }
}
