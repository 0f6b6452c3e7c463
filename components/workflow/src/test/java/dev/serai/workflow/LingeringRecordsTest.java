/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A step that has ended is durable soon, even when its execution comes to no further border. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LingeringRecordsTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - split:
                        constant: "quick,slow"
                        parallelProcessing: true
                        steps:
                          - choice:
                              when:
                                - simple: "${body} == 'slow'"
                                  steps:
                                    - process: { ref: slow }
                              otherwise:
                                steps:
                                  - to: "effect:quick"
                    - to: "effect:end"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aStepBesideOneThatTakesLongIsNotRepeatedAfterAKill() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        String id;
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("slow", (Processor) exchange -> end.await())
                .yaml("job.camel.yaml", JOB)
                .start()) {
            id = runtime.start("job", "in", null);
            await().until(() -> runtime.store()
                            .read()
                            .fetch("SELECT step FROM step_record WHERE execution_id = ?", id)
                            .size()
                    == 1);
            runtime.kill();
        }
        end.countDown();
        world.liveAgain();
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("slow", (Processor) exchange -> {})
                .yaml("job.camel.yaml", JOB)
                .start()) {
            runtime.completed(id);
        }
        assertThat(world.names()).containsExactly("quick", "end");
    }
}
