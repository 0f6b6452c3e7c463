/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context that starts with files with which one has started before makes a workflow's route when it is needed. */
class WorkflowOnDemandTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  parameters: { maxConcurrent: 3, retentionCount: 7 }
                  steps:
                    - to: "effect:one1"
                    - to: "effect:two1"
            """;

    private static final String OTHER = """
            - route:
                id: other
                from:
                  uri: workflow:other
                  steps:
                    - to: "effect:other1"
            """;

    private static final String TRIGGER = """
            - route:
                id: trigger
                from:
                  uri: direct:trigger
                  steps:
                    - to: "workflow:job?wait=true"
            """;

    private static final String SPLIT = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:one1"
                    - to: "workflow:sleep?duration=1h"
                    - to: "seda:rest"
            - route:
                id: rest
                from:
                  uri: seda:rest
                  steps:
                    - to: { id: last, uri: "effect:two1" }
            """;

    private static final String WITH_BEAN = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - process: { ref: note }
                    - to: "effect:one1"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void theRouteOfAWorkflowIsMadeForItsFirstExecution() throws Exception {
        begin(file("job", JOB), file("other", OTHER));
        try (TestRuntime runtime = startOnDemand(file("job", JOB), file("other", OTHER))) {
            assertThat(runtime.context().getRoutes()).isEmpty();
            List<String> ids = IntStream.range(0, 20)
                    .mapToObj(i -> runtime.start("job", "b" + i, null))
                    .toList();
            for (int i = 0; i < ids.size(); i++) {
                assertThat(runtime.completed(ids.get(i))).isEqualTo("b" + i + "/one1/two1");
            }
            assertThat(runtime.context().getRoutes()).singleElement().satisfies(route -> assertThat(route.getRouteId())
                    .startsWith("job@"));
            assertThat(runtime.completed(runtime.start("other", "o", null))).isEqualTo("o/other1");
        }
    }

    @Test
    void aTriggerIsThereAtOnceAndFindsTheWorkflow() throws Exception {
        begin(file("job", JOB + TRIGGER));
        try (TestRuntime runtime = startOnDemand(file("job", JOB + TRIGGER))) {
            assertThat(runtime.context().getRoutes()).singleElement().satisfies(route -> assertThat(route.getRouteId())
                    .isEqualTo("trigger"));
            assertThat(runtime.context().createProducerTemplate().requestBody("direct:trigger", "x"))
                    .isEqualTo("x/one1/two1");
            assertThatThrownBy(() -> runtime.start("jab", "x", null))
                    .hasMessageContaining("There is no workflow 'jab'")
                    .hasMessageContaining("'job'");
        }
    }

    @Test
    void whatWasUnderWayGoesOnByItself() throws Exception {
        String id;
        try (TestRuntime runtime = begun(file("job", SPLIT))) {
            id = runtime.start("job", "b", null);
            await().until(() -> runtime.store()
                            .read()
                            .fetchOne("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'")
                            .get(0, Integer.class)
                    == 1);
            runtime.store().writer().await(session -> session.update("UPDATE step_wait SET due_at = 1"));
            runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
            runtime.kill();
        }
        try (TestRuntime runtime = startOnDemand(file("job", SPLIT))) {
            runtime.completed(id);
            await().until(() -> world.names().contains("two1"));
        }
        assertThat(world.counts().values()).allMatch(count -> count == 1);
    }

    @Test
    void aWorkflowThatIsNewOrChangedHasItsRouteAtOnce() throws Exception {
        begin(file("job", JOB));
        String changed = JOB.replace("two1", "two2");
        try (TestRuntime runtime = startOnDemand(file("job", changed), file("other", OTHER))) {
            assertThat(runtime.context().getRoutes()).hasSize(2);
            assertThat(runtime.completed(runtime.start("job", "b", null))).isEqualTo("b/one1/two2");
        }
    }

    @Test
    void aWorkflowThatWasRolledBackStaysSo() throws Exception {
        begin(file("job", JOB));
        String changed = JOB.replace("two1", "two2");
        try (TestRuntime runtime = begun(file("job", changed))) {
            String first = runtime.store()
                    .read()
                    .fetchOne(
                            "SELECT version FROM workflow_version WHERE version <> (SELECT version FROM workflow_current)")
                    .get(0, String.class);
            runtime.engine().tables().versions().rollBack("job", first);
        }
        try (TestRuntime runtime = startOnDemand(file("job", changed))) {
            assertThat(runtime.completed(runtime.start("job", "b", null))).isEqualTo("b/one1/two1");
        }
    }

    @Test
    void aChangedFileTakesThePlaceOfOneWhoseRouteWasNeverMade() throws Exception {
        begin(file("job", JOB), file("other", OTHER));
        try (TestRuntime runtime = startOnDemand(file("job", JOB), file("other", OTHER))) {
            WorkflowDefinitions definitions = WorkflowDefinitions.of(runtime.context());
            definitions.reload(List.of(file("job", JOB.replace("two1", "two2")), file("other", TRIGGER)));
            assertThat(runtime.completed(runtime.start("job", "b", null))).isEqualTo("b/one1/two2");
            assertThatThrownBy(() -> runtime.start("other", "x", null))
                    .hasMessageContaining("There is no workflow 'other'");

            definitions.reload(List.of(file("job", JOB), file("other", OTHER)));
            assertThat(runtime.completed(runtime.start("job", "b", null))).isEqualTo("b/one1/two1");
            assertThat(runtime.completed(runtime.start("other", "o", null))).isEqualTo("o/other1");
        }
    }

    @Test
    void anExecutionWhoseRouteCannotBeMadeWaitsForAStartWithOneThatCan() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, world)) {
            runtime.bind("note", (Processor) exchange -> {});
            WorkflowDefinitions.of(runtime.context()).load(List.of(file("job", WITH_BEAN)));
            runtime.start();
        }
        String id;
        try (TestRuntime runtime = startOnDemand(file("job", WITH_BEAN), file("other", OTHER))) {
            id = runtime.start("job", "b", null);
            assertThat(runtime.completed(runtime.start("other", "o", null))).isEqualTo("o/other1");
        }
        assertThat(world.names()).doesNotContain("one1");
        try (TestRuntime runtime = new TestRuntime(folder, world)) {
            runtime.bind("note", (Processor) exchange -> {});
            WorkflowDefinitions.of(runtime.context()).loadOnDemand(List.of(file("job", WITH_BEAN)));
            runtime.start();
            assertThat(runtime.completed(id)).isEqualTo("b/one1");
        }
    }

    private static Resource file(String name, String text) {
        return ResourceHelper.fromString(name + ".camel.yaml", text);
    }

    /** A context that starts and stops. */
    private void begin(Resource... files) throws Exception {
        begun(files).close();
    }

    private TestRuntime begun(Resource... files) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        WorkflowDefinitions.of(runtime.context()).load(List.of(files));
        return runtime.start();
    }

    private TestRuntime startOnDemand(Resource... files) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        WorkflowDefinitions.of(runtime.context()).loadOnDemand(List.of(files));
        return runtime.start();
    }
}
