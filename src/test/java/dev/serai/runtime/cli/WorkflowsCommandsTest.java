/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.durability.DurableExecution;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.runtime.workspace.WorkspaceWatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are seen and changed beside a runtime that runs, and when none does. */
class WorkflowsCommandsTest {

    private static final String GREET = """
            - route:
                id: greet
                from:
                  uri: workflow:greet
                  steps:
                    - to: direct:word
                    - to: "workflow:sleep?duration=1h"
            """;

    private static final String WORD = """
            - route:
                id: word
                from:
                  uri: direct:word
                  steps:
                    - setBody: { constant: one }
            - route:
                id: trigger
                from:
                  uri: direct:trigger
                  steps:
                    - to: workflow:greet
            """;

    @TempDir
    private Path folder;

    @Test
    void versionsAreListedComparedRolledBackAndMigrated() {
        writeWorkspace();
        String first;
        String second;
        List<String> said = new ArrayList<>();
        try (WorkspaceRuntime runtime = run()) {
            WorkspaceWatch watch = new WorkspaceWatch(runtime, said::add);
            runtime.camelContext().createProducerTemplate().sendBody("direct:trigger", "x");
            first = current().at("/version").asText();
            assertThat(current().at("/files").toString()).contains("greet.camel.yaml", "word.camel.yaml");

            TestWorkspaces.write(folder, "word.camel.yaml", WORD.replace("constant: one", "constant: two"));
            await().untilAsserted(() -> {
                watch.lookForChanges();
                assertThat(said).containsExactly("Reloaded word.camel.yaml; new versions: greet.");
            });
            second = current().at("/version").asText();
            assertThat(second).isNotEqualTo(first);

            TestWorkspaces.write(folder, "word.camel.yaml", WORD.replace("direct:word", "drect:word"));
            await().untilAsserted(() -> {
                watch.lookForChanges();
                assertThat(said).hasSize(2);
                assertThat(said.get(1)).startsWith("Not reloaded: ").contains("word.camel.yaml:4");
            });
            assertThat(current().at("/version").asText()).isEqualTo(second);

            CommandRun versions = CommandRun.of("workflows", "versions", "greet", "--workspace", folder);
            assertThat(versions.out())
                    .containsPattern(second + " +\\S+Z +current +0 +0 ")
                    .containsPattern(first + " +\\S+Z +1 +0 ");

            CommandRun diff = CommandRun.of("workflows", "diff", "greet", first, second, "--workspace", folder);
            assertThat(diff.out())
                    .contains("--- " + first + "/word.camel.yaml")
                    .contains("-        - setBody: { constant: one }")
                    .contains("+        - setBody: { constant: two }")
                    .doesNotContain("trigger");

            CommandRun rollback = CommandRun.of("workflows", "rollback", "greet", "--workspace", folder);
            assertThat(rollback.out()).isEqualTo("New executions of workflow 'greet' get version " + first + ".\n");
            assertThat(current().at("/defined").asBoolean()).isFalse();
            CommandRun undo = CommandRun.of("workflows", "rollback", "greet", "--undo", "--workspace", folder);
            assertThat(undo.out()).contains(second);

            CommandRun dryRun =
                    CommandRun.of("workflows", "migrate", "greet", "--from", first, "--dry-run", "--workspace", folder);
            assertThat(dryRun.out()).isEqualTo("1 executions would be moved to version " + second + ".\n");
        }
        CommandRun migrated = CommandRun.of("workflows", "migrate", "greet", "--from", first, "--workspace", folder);
        assertThat(migrated.code()).isZero();
        assertThat(migrated.out()).isEqualTo("1 executions were moved to version " + second + ".\n");
        assertThat(current().at("/underWay").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNotKnownIsSaid() {
        writeWorkspace();
        try (WorkspaceRuntime runtime = run()) {
            assertThat(runtime.camelContext().isStarted()).isTrue();
        }
        CommandRun misspelt = CommandRun.of("workflows", "versions", "gret", "--workspace", folder);
        assertThat(misspelt.code()).isEqualTo(1);
        assertThat(misspelt.err()).contains("There is no workflow 'gret' in this store. Did you mean 'greet'?");
        assertThat(CommandRun.of("workflows", "rollback", "greet", "--workspace", folder)
                        .err())
                .contains("Workflow 'greet' has no earlier version that is kept.");
        assertThat(CommandRun.of("workflows", "diff", "greet", "1", "2", "--workspace", folder)
                        .err())
                .contains("Version 1 of workflow 'greet' is not kept.");
        assertThat(CommandRun.of("workflows", "migrate", "greet", "--from", "1", "--to", "2", "--workspace", folder)
                        .err())
                .contains("The steps of version 2 of workflow 'greet' are not known.");
    }

    private void writeWorkspace() {
        TestWorkspaces.write(folder, "greet.camel.yaml", GREET);
        TestWorkspaces.write(folder, "word.camel.yaml", WORD);
    }

    private JsonNode current() {
        return CommandRun.of("workflows", "list", folder, "--json").json().get(0);
    }

    private WorkspaceRuntime run() {
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
        return runtime;
    }
}
