/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.durability.DurableExecution;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executions are started, cancelled, paused and resumed beside a runtime that works, and while none does. */
@Timeout(120)
class ControlCommandsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() {
        TestWorkspaces.write(folder, "jobs.camel.yaml", """
                - route:
                    id: greet
                    from:
                      uri: workflow:greet
                      steps:
                        - setBody: { simple: "Hello ${body[name]} of ${header.tenant}" }
                - route:
                    id: sleeper
                    from:
                      uri: workflow:sleeper
                      steps:
                        - to: "workflow:sleep?duration=1h"
                """);
    }

    @Test
    void anExecutionIsStartedByTheRuntimeThatRuns() {
        WorkspaceRuntime runtime = run();
        try (runtime) {
            CommandRun started = CommandRun.of(
                    "start",
                    folder,
                    "greet",
                    "--json-body",
                    "{\"name\":\"Ada\"}",
                    "--header",
                    "tenant=acme",
                    "--key",
                    "k1",
                    "--priority",
                    "9",
                    "--label",
                    "region=north",
                    "--wait",
                    "--json");
            assertThat(started.err()).isEmpty();
            assertThat(started.code()).isZero();
            assertThat(started.json().get("status").asText()).isEqualTo("COMPLETED");
            assertThat(started.json().get("output").asText()).isEqualTo("Hello Ada of acme");
            assertThat(started.json().get("runtimeRuns").asBoolean()).isTrue();

            CommandRun again = CommandRun.of("start", folder, "greet", "--key", "k1", "--json");
            assertThat(again.json().get("id")).isEqualTo(started.json().get("id"));

            CommandRun unknown = CommandRun.of("start", folder, "greeet");
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("There is no workflow 'greeet'. Did you mean 'greet'?");
        }
    }

    @Test
    void aStartWithoutARuntimeWaitsForOne() {
        run().close();
        CommandRun unknown = CommandRun.of("start", folder, "greeet");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err())
                .contains("There is no workflow 'greeet'. Did you mean 'greet'?")
                .contains("known to the store when it has run once");

        CommandRun started =
                CommandRun.of("start", folder, "greet", "--json-body", "{\"name\":\"Ada\"}", "--header", "tenant=acme");
        assertThat(started.code()).isZero();
        assertThat(started.out()).contains("It begins when the workspace runs again.");
        String id = started.out().lines().findFirst().orElseThrow();
        WorkspaceRuntime runtime = run();
        try (runtime) {
            await().until(() -> status(id).equals("COMPLETED"));
        }
    }

    @Test
    void executionsAreControlledWhileTheRuntimeRuns() {
        WorkspaceRuntime runtime = run();
        try (runtime) {
            String north = sleeper("north");
            String south = sleeper("south");
            assertThat(CommandRun.of("executions", "pause", folder, "--workflow", "sleeper", "--label", "region=north")
                            .out())
                    .startsWith("1 executions are paused");
            await().until(() -> status(north).equals("PAUSED"));
            assertThat(status(south)).isEqualTo("SUSPENDED");
            assertThat(CommandRun.of("executions", "resume", folder, north).code())
                    .isZero();
            await().until(() -> status(north).equals("SUSPENDED"));
            assertThat(CommandRun.of("executions", "cancel", folder, "--workflow", "sleeper")
                            .code())
                    .isZero();
            await().until(() ->
                    status(north).equals("CANCELLED") && status(south).equals("CANCELLED"));

            CommandRun refused = CommandRun.of("executions", "cancel", folder, north, "nonsense");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("Execution " + north + " has ended (CANCELLED)")
                    .contains("There is no execution nonsense.");
            assertThat(CommandRun.of("executions", "cancel", folder).code()).isEqualTo(2);
        }
    }

    @Test
    void executionsAndWorkflowsAreControlledWhileNoRuntimeRuns() {
        String id;
        WorkspaceRuntime runtime = run();
        try (runtime) {
            id = sleeper("north");
        }
        assertThat(CommandRun.of("executions", "pause", folder, id).code()).isZero();
        assertThat(status(id)).isEqualTo("PAUSED");
        assertThat(CommandRun.of("executions", "resume", folder, id).code()).isZero();
        assertThat(CommandRun.of("executions", "cancel", "--json", folder, id)
                        .json()
                        .get("runtimeRuns")
                        .asBoolean())
                .isFalse();
        assertThat(status(id)).isEqualTo("CANCELLED");
        assertThat(CommandRun.of("workflows", "pause", folder, "greet").out()).isEqualTo("The workflow is paused.\n");
        String held = CommandRun.of("start", folder, "greet")
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        WorkspaceRuntime again = run();
        try (again) {
            assertThat(status(held)).isEqualTo("QUEUED");
            assertThat(CommandRun.of("workflows", "resume", folder, "greet").code())
                    .isZero();
            await().until(() -> !status(held).equals("QUEUED"));
        }
    }

    private String sleeper(String region) {
        String id = CommandRun.of("start", folder, "sleeper", "--label", "region=" + region)
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        await().until(() -> status(id).equals("SUSPENDED"));
        return id;
    }

    private String status(String id) {
        return CommandRun.of("executions", "show", "--json", folder, id)
                .json()
                .at("/summary/status")
                .asText();
    }

    private WorkspaceRuntime run() {
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
        return runtime;
    }
}
