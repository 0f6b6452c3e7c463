/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {

    private static final String FIRST = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:one"
                    - to: "direct:sub"
                    - to: "effect:three"
            - route:
                id: sub
                from:
                  uri: direct:sub
                  steps:
                    - to: "effect:two"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void anExecutionGoesOnWithTheDefinitionItBeganWithAndNewOnesTakeTheNew() throws Exception {
        world.dieAt(3);
        String old;
        try (TestRuntime runtime = start(FIRST)) {
            old = runtime.start("job", "old", null);
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        world.liveAgain();
        String second = FIRST.replace("effect:two", "effect:zwei").replace("effect:three", "effect:drei");
        try (TestRuntime runtime = start(second)) {
            assertThat(runtime.completed(old)).isEqualTo("old/one/two/three");
            assertThat(runtime.completed(runtime.start("job", "new", null))).isEqualTo("new/one/zwei/drei");
        }
        assertThat(world.counts()).containsEntry("one|old", 1);
    }

    @Test
    void aChangeThatComesWhileAnExecutionWaitsForItsNextAttemptDoesNotReachIt() throws Exception {
        String failing = FIRST.replace("workflow:job", "workflow:job?backoff=200ms")
                .replace("effect:three", "effect:three?failUnless=never");
        String id;
        try (TestRuntime runtime = start(failing.replace("200ms", "1h"))) {
            id = runtime.start("job", "old", null);
            org.awaitility.Awaitility.await()
                    .until(() ->
                            runtime.engine().statistics().figures().get("job").retried() == 1);
        }
        try (TestRuntime runtime = start(FIRST)) {
            runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
            assertThat(runtime.engine().statistics().unfinished()).isEqualTo(1);
            assertThat(runtime.completed(runtime.start("job", "new", null))).isEqualTo("new/one/two/three");
        }
        assertThat(new dev.serai.workflow.history.ExecutionHistory(TestStores.in(folder))
                        .find(id)
                        .orElseThrow()
                        .summary()
                        .attempt())
                .isGreaterThanOrEqualTo(2);
        assertThat(world.counts()).containsEntry("one|old", 1).doesNotContainKey("three|old/one/two");
    }

    private TestRuntime start(String yaml) throws Exception {
        return new TestRuntime(folder, world).yaml("job.camel.yaml", yaml).start();
    }
}
