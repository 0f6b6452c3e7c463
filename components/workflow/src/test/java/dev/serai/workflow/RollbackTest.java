/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.engine.MigrationReport;
import dev.serai.workflow.engine.MigrationRequest;
import dev.serai.workflow.engine.RollbackRequest;
import dev.serai.workflow.history.VersionSummary;
import dev.serai.workflow.history.WorkflowVersions;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {

    private static final String FIRST = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:one"
                    - to: "workflow:sleep?duration=1h"
                    - to: "effect:two"
            """;

    private static final String NO_SLEEP = FIRST.replace("- to: \"workflow:sleep?duration=1h\"", "");

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aRollbackHoldsAtOnceAndOverRestartsUntilTheFilesChange() throws Exception {
        String first;
        String second;
        try (TestRuntime runtime = start(NO_SLEEP)) {
            assertThat(runtime.completed(runtime.start("job", "a", null))).isEqualTo("a/one/two");
            first = current().version();
        }
        try (TestRuntime runtime = start(NO_SLEEP.replace("effect:two", "effect:zwei"))) {
            second = current().version();
            assertThat(second).isNotEqualTo(first);
            assertThat(new WorkflowVersions(TestStores.in(folder)).rollBack(new RollbackRequest("job", null, false)))
                    .isEqualTo(first);
            assertThat(runtime.completed(runtime.start("job", "a", null))).isEqualTo("a/one/two");
        }
        try (TestRuntime runtime = start(NO_SLEEP.replace("effect:two", "effect:zwei"))) {
            assertThat(runtime.completed(runtime.start("job", "b", null))).isEqualTo("b/one/two");
            assertThat(current().defined()).isFalse();
            assertThat(new WorkflowVersions(TestStores.in(folder)).rollBack(new RollbackRequest("job", null, true)))
                    .isEqualTo(second);
            assertThat(runtime.completed(runtime.start("job", "c", null))).isEqualTo("c/one/zwei");
            assertThatThrownBy(() -> new WorkflowVersions(TestStores.in(folder))
                            .rollBack(new RollbackRequest("job", "nothing", false)))
                    .hasMessageContaining("Version nothing of workflow 'job' is not kept");
        }
        assertThat(new WorkflowVersions(TestStores.in(folder)).rollBack(new RollbackRequest("job", first, false)))
                .as("without a runtime")
                .isEqualTo(first);
        try (TestRuntime runtime = start(NO_SLEEP.replace("effect:two", "effect:drei"))) {
            assertThat(runtime.completed(runtime.start("job", "d", null))).isEqualTo("d/one/drei");
        }
    }

    /** The version that it was rolled back to is loaded when Camel has added the route, and others can be added again. */
    @Test
    void aRollbackHoldsForARouteThatAnApplicationAddsLater() throws Exception {
        start(NO_SLEEP).close();
        String first = current().version();
        String second = NO_SLEEP.replace("effect:two", "effect:zwei");
        start(second).close();
        assertThat(new WorkflowVersions(TestStores.in(folder)).rollBack(new RollbackRequest("job", first, false)))
                .isEqualTo(first);

        try (TestRuntime runtime = start(NO_SLEEP.replace("job", "other"))) {
            PluginHelper.getRoutesLoader(runtime.context())
                    .loadRoutes(ResourceHelper.fromString("job.camel.yaml", second));
            await().ignoreExceptions().untilAsserted(() -> runtime.start("job", "a", null));
            assertThat(runtime.completed(runtime.start("job", "b", null))).isEqualTo("b/one/two");
        }
    }

    @Test
    void executionsWhoseStepsExistInTheNewVersionAreMovedAndOthersAreListed() throws Exception {
        try (TestRuntime runtime = start(FIRST)) {
            String from = current().version();
            String id = runtime.start("job", "x", null);
            awaitSuspended(runtime);

            // Without the sleep, the version has fewer steps than the execution has come by.
            reload(runtime, NO_SLEEP.replace("- to: \"effect:two\"", ""));
            MigrationReport misfit = migrate(from, true);
            assertThat(misfit.moved()).isEmpty();
            assertThat(misfit.left().get(0).execution()).isEqualTo(id);
            assertThat(misfit.left().get(0).reason()).contains("Its step job/to2@1 is not in version " + misfit.to());

            reload(runtime, FIRST.replace("effect:two", "effect:zwei"));
            assertThat(migrate(from, true).moved()).containsExactly(id);
            assertThat(new WorkflowVersions(TestStores.in(folder))
                            .of("job").stream()
                                    .filter(version -> version.version().equals(from))
                                    .map(VersionSummary::underWay))
                    .as("a dry run moves nothing")
                    .containsExactly(1L);
            assertThat(migrate(from, false).moved()).containsExactly(id);
            assertThat(current().underWay()).isEqualTo(1);

            runtime.store().writer().await(session -> session.update("UPDATE step_wait SET due_at = 1"));
            runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
            runtime.engine().lookForWork();
            assertThat(runtime.completed(id)).isEqualTo("x/one/zwei");
        }
    }

    @Test
    void executionsAreMovedWhenNoRuntimeRuns() throws Exception {
        String from;
        String id;
        try (TestRuntime runtime = start(FIRST)) {
            from = current().version();
            id = runtime.start("job", "x", null);
            awaitSuspended(runtime);
            reload(runtime, FIRST.replace("effect:two", "effect:zwei"));
        }
        assertThat(migrate(from, false).moved()).containsExactly(id);
        assertThat(current().underWay()).isEqualTo(1);
        assertThatThrownBy(() -> migrate(current().version(), false)).hasMessageContaining("already");
    }

    private MigrationReport migrate(String from, boolean dryRun) {
        return new WorkflowVersions(TestStores.in(folder))
                .migrate(new MigrationRequest("job", from, null, List.of(), dryRun));
    }

    private static void reload(TestRuntime runtime, String yaml) {
        WorkflowDefinitions.of(runtime.context()).reload(List.of(ResourceHelper.fromString("job.camel.yaml", yaml)));
    }

    private VersionSummary current() {
        return new WorkflowVersions(TestStores.in(folder)).current().get(0);
    }

    private static void awaitSuspended(TestRuntime runtime) {
        await().until(() -> runtime.store()
                        .read()
                        .fetchOne("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'")
                        .get(0, Integer.class)
                == 1);
    }

    private TestRuntime start(String yaml) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        WorkflowDefinitions.of(runtime.context()).load(List.of(ResourceHelper.fromString("job.camel.yaml", yaml)));
        return runtime.start();
    }
}
