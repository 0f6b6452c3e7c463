/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {

    private static final String CHILD = """
            - route:
                id: child
                from:
                  uri: workflow:child
                  parameters: { attempts: 1 }
                  steps:
                    - to: "effect:child"
                    - to: "workflow:await?signal=go"
                    - to: "effect:gone?failUnless=ok"
            """;

    @TempDir
    Path folder;

    private final World world = new World();
    private WaitingRuntime waiting;

    @BeforeEach
    void prepare() {
        waiting = new WaitingRuntime(folder, world);
    }

    @Test
    void theParentWaitsInTheStoreAndGetsTheChildsBody() throws Exception {
        String id;
        try (TestRuntime runtime = waiting.start("- to: \"workflow:child?wait=true\"", CHILD)) {
            id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            assertThat(world.names()).containsExactly("before", "child");
            runtime.kill();
        }
        try (TestRuntime runtime = waiting.start("- to: \"workflow:child?wait=true\"", CHILD)) {
            WaitingRuntime.send(runtime, child(runtime, id), "go", "ok");
            assertThat(runtime.completed(id)).isEqualTo("ok/gone/after");
            assertThat(world.names()).containsExactly("before", "child", "gone", "after");
        }
    }

    @Test
    void aChildThatBecomesADeadLetterFailsTheStepForGood() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:child?wait=true\"", CHILD)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            String child = child(runtime, id);
            WaitingRuntime.send(runtime, child, "go", "no");
            ExecutionOutcome outcome = runtime.outcome(id);
            assertThat(outcome.failure().className()).isEqualTo(UnrecoverableException.class.getName());
            assertThat(outcome.failure().message())
                    .isEqualTo("Execution " + child + " of workflow 'child' did not complete: flaky gone");
        }
    }

    @Test
    void theWaitMayBeGivenUpAndTheChildGoesOn() throws Exception {
        try (TestRuntime runtime = waiting.start("""
                - doTry:
                    steps:
                      - to: "workflow:child?wait=true&timeout=100ms"
                    doCatch:
                      - exception: [dev.serai.workflow.WaitTimedOutException]
                        steps:
                          - to: "effect:givenUp"
                """, CHILD)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            assertThat(world.names()).containsExactly("before", "child", "givenUp", "after");
            String child = child(runtime, id);
            WaitingRuntime.send(runtime, child, "go", "ok");
            assertThat(runtime.completed(child)).isEqualTo("ok/gone");
        }
    }

    @Test
    void aChildThatEndsAtOnceIsNeverMissed() throws Exception {
        String quick = """
                - route:
                    id: child
                    from: { uri: "workflow:child", steps: [ { setBody: { simple: "${body}!" } } ] }
                """;
        try (TestRuntime runtime = waiting.start("""
                - loop:
                    constant: "40"
                    steps:
                      - to: "workflow:child?wait=true"
                """, quick)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.completed(id)).isEqualTo("in/before" + "!".repeat(40) + "/after");
        }
    }

    @Test
    void manyParentsHoldNoPlacesThatTheirChildrenNeed() throws Exception {
        try (TestRuntime runtime = waiting.start("""
                - split:
                    simple: "1,2,3,4,5,6"
                    delimiter: ","
                    parallelProcessing: true
                    steps:
                      - to: "workflow:child?wait=true"
                """, """
                - route:
                    id: child
                    from:
                      uri: workflow:child
                      parameters: { maxConcurrent: 1 }
                      steps:
                        - to: "workflow:sleep?duration=20ms"
                        - to: "effect:child"
                """)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            assertThat(world.names()).hasSize(8).startsWith("before").endsWith("after");
        }
    }

    @Test
    void theOptionToCancelWithTheParentIsKept() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:child?cancelWithParent=true\"", CHILD)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            String child = child(runtime, id);
            await().until(() -> waiting.status(child) == ExecutionStatus.SUSPENDED);
            assertThat(runtime.store()
                            .read()
                            .fetchOne("SELECT cancel_with_parent FROM execution WHERE id = ?", child)
                            .get(0, Integer.class))
                    .isOne();
        }
    }

    private static String child(TestRuntime runtime, String parent) {
        return runtime.store()
                .read()
                .fetchOne("SELECT id FROM execution WHERE parent_id = ?", parent)
                .get(0, String.class);
    }
}
