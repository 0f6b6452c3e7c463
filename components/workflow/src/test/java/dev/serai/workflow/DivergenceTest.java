/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.execution.ReplayDivergedException;
import dev.serai.workflow.journal.Failure;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A property that a decision reads is no part of the version: when it changes, a replay goes another way. */
class DivergenceTest {

    private static final String CHOICE = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:first"
                    - choice:
                        when:
                          - simple: "'{{mode}}' == 'a'"
                            steps:
                              - to: "effect:a"
                        otherwise:
                          steps:
                            - to: "effect:b"
                    - to: "workflow:sleep?duration=1h"
                    - to: "effect:last"
            """;

    private static final String ENDED_SPLIT = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - split:
                        simple: "{{mode}}"
                        steps:
                          - to: "effect:each"
                    - to: "effect:after"
                    - to: "workflow:sleep?duration=1h"
                    - to: "effect:last"
            """;

    private static final String END = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:first"
                    - filter:
                        simple: "'{{mode}}' == 'a'"
                        steps:
                          - to: "workflow:sleep?duration=1h"
                          - to: "effect:a"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void theStepsTheVersionAndTheExpressionAreNamedAndTheExecutionGoesOnWhenTheCauseIsMended() throws Exception {
        String id = suspended(CHOICE, "a");
        Failure failure = failure(CHOICE, "b", id);
        assertThat(failure.className()).isEqualTo(ReplayDivergedException.class.getName());
        assertThat(failure.message())
                .containsPattern("In version [0-9a-f]{12} of workflow 'job', the replay came to step"
                        + " job/choice1/otherwise/to1@1, but the record has job/choice1/when1/to1@1 next[.]")
                .contains("The likely cause is the 'choice' at job.camel.yaml:7 (")
                .contains("mode");
        try (TestRuntime runtime = runtime(CHOICE, "a")) {
            assertThat(runtime.engine().replay(id)).isTrue();
            endTheWait(runtime);
            assertThat(runtime.completed(id)).isEqualTo("x/first/a/last");
        }
        assertThat(world.counts().values()).allMatch(count -> count == 1);
    }

    @Test
    void aPropertyThatWasPutIntoAVariableIsRecorded() throws Exception {
        String yaml = CHOICE.replace(
                        "- to: \"effect:first\"",
                        "- to: \"effect:first\"\n        - setVariable: { name: mode, constant: \"{{mode}}\" }")
                .replace("'{{mode}}'", "${variable.mode}");
        String id = suspended(yaml, "a");
        try (TestRuntime runtime = runtime(yaml, "b")) {
            endTheWait(runtime);
            assertThat(runtime.completed(id)).isEqualTo("x/first/a/last");
        }
    }

    @Test
    void whatASplitDidThatHasEndedStandsWhateverItWouldDoNow() throws Exception {
        String id = suspended(ENDED_SPLIT, "p,q");
        assertThat(failure(ENDED_SPLIT, "p,q,r", id)).isNull();
        assertThat(world.counts()).doesNotContainKey("each|r");
    }

    @Test
    void aReplayThatEndsBeforeItsRecordIsNoticed() throws Exception {
        String id = suspended(END, "a");
        try (TestRuntime runtime = runtime(END, "a")) {
            endTheWait(runtime);
            assertThat(runtime.completed(id)).isEqualTo("x/first/a");
            runtime.store()
                    .writer()
                    .await(session -> session.update("UPDATE execution SET status = 'DEAD_LETTER' WHERE id = ?", id));
        }
        try (TestRuntime runtime = runtime(END, "b")) {
            runtime.engine().replay(id);
            await().until(() -> runtime.outcome(id).failure() != null);
            assertThat(runtime.outcome(id).failure().message())
                    .contains("came to the end of the route, but the record has job/filter1/to1@1 next")
                    .contains("The likely cause is the 'filter' at job.camel.yaml:7");
        }
    }

    private String suspended(String yaml, String mode) throws Exception {
        try (TestRuntime runtime = runtime(yaml, mode)) {
            String id = runtime.start("job", "x", null);
            await().until(() -> runtime.store()
                            .read()
                            .fetchOne("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'")
                            .get(0, Integer.class)
                    == 1);
            // The wait is over when the next runtime comes by, so that it is a recorded step.
            runtime.store().writer().await(session -> session.update("UPDATE step_wait SET due_at = 1"));
            runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
            return id;
        }
    }

    private Failure failure(String yaml, String mode, String id) throws Exception {
        try (TestRuntime runtime = runtime(yaml, mode)) {
            return runtime.outcome(id).failure();
        }
    }

    private static void endTheWait(TestRuntime runtime) {
        runtime.store().writer().await(session -> session.update("UPDATE step_wait SET due_at = 1"));
        runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
        runtime.engine().lookForWork();
    }

    private TestRuntime runtime(String yaml, String mode) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        Properties properties = new Properties();
        properties.setProperty("mode", mode);
        runtime.context().getPropertiesComponent().setInitialProperties(properties);
        return runtime.yaml("job.camel.yaml", yaml).start();
    }
}
