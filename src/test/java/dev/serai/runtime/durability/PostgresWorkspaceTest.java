/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.CommandRun;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A workspace whose store lies in PostgreSQL, and the commands beside it. */
@Timeout(120)
class PostgresWorkspaceTest {

    private static final PostgresServer SERVER = PostgresServer.shared();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() {
        settings(SERVER.newDatabase());
        TestWorkspaces.write(folder, "job.camel.yaml", """
                - route:
                    id: once
                    from:
                      uri: timer:once?repeatCount=1&delay=0
                      steps:
                        - to: { uri: "workflow:job", parameters: { key: first } }
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - to: "log:begun"
                        - filter:
                            simple: "${body} == 'broken'"
                            steps:
                              - throwException:
                                  exceptionType: dev.serai.workflow.UnrecoverableException
                                  message: "it is broken"
                        - to: { uri: "workflow:await", parameters: { signal: go } }
                        - setBody: { simple: "${body} it went" }
                        - to: "log:ended"
                """);
    }

    private void settings(String url) {
        TestWorkspaces.write(
                folder,
                "application.properties",
                "serai.store.url=" + url + "\nserai.store.username=" + SERVER.username() + "\n");
    }

    @Test
    void commandsWorkBesideARuntimeThatHasTheStore() {
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()))) {
            runtime.start();
            await().until(() -> executions("SUSPENDED").size() == 1);
            String id = executions("SUSPENDED").at("/0/id").asText();
            assertThat(folder.resolve(".serai")).doesNotExist();
            assertThat(CommandRun.of("nodes", folder).out())
                    .contains("Serai, process " + ProcessHandle.current().pid());
            assertThat(CommandRun.of("nodes", "--json", folder)
                            .json()
                            .at("/0/executions")
                            .asInt())
                    .isZero();

            assertThat(CommandRun.of("start", folder, "job", "--body", "broken", "--label", "tenant=acme")
                            .code())
                    .isZero();
            await().until(() -> executions("DEAD_LETTER").size() == 1);
            assertThat(CommandRun.of("executions", "list", "--label", "tenant=acme", "--json", folder)
                            .json())
                    .hasSize(1);
            assertThat(CommandRun.of("dead-letters", "list", "--error", "BROKEN", folder)
                            .out())
                    .contains("it is broken");
            String dead = executions("DEAD_LETTER").at("/0/id").asText();
            assertThat(CommandRun.of("dead-letters", "replay", folder, dead, "--from-start", "--body", "mended")
                            .out())
                    .contains("1 dead letters go on");

            CommandRun signal = CommandRun.of("signal", folder, id, "go", "--body", "so");
            assertThat(signal.err()).isEmpty();
            assertThat(signal.code()).isZero();
            await().until(() -> executions("COMPLETED").size() == 1);
            assertThat(CommandRun.of("executions", "show", "--json", folder, id)
                            .json()
                            .get("output")
                            .asText())
                    .isEqualTo("so it went");
            await().until(() -> executions("SUSPENDED").size() == 1);
            assertThat(CommandRun.of("executions", "cancel", folder, dead).code())
                    .isZero();
            await().until(() -> executions("CANCELLED").size() == 1);

            ConsumerState.checkpoints(runtime.camelContext()).save("shop/stream/orders", Optional.empty(), "17");
            assertThat(CommandRun.of("checkpoints", "list", folder).out()).contains("shop/stream/orders");
            assertThat(CommandRun.of("checkpoints", "reset", "shop/stream/orders", folder)
                            .code())
                    .isZero();
        }
        assertThat(CommandRun.of("nodes", folder).out()).contains("No runtime uses the store now.");
        assertThat(CommandRun.of("workflows", "stats", folder).out()).contains("job");
        assertThat(CommandRun.of("start", folder, "job", "--key", "later").out())
                .contains("It begins when the workspace runs again.");
        CommandRun next = CommandRun.of("run", folder, "--until-idle", "--report", "json");
        assertThat(next.code()).isZero();
        assertThat(executions("SUSPENDED")).hasSize(1);
    }

    private JsonNode executions(String status) {
        return CommandRun.of("executions", "list", "--json", "--status", status, folder)
                .json();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedAtTheStartAndByCommands() {
        settings("jdbc:postgresql://localhost:" + FreePort.find() + "/serai");
        for (CommandRun run :
                List.of(CommandRun.of("run", folder, "--until-idle"), CommandRun.of("executions", "list", folder))) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("/serai cannot be used. No PostgreSQL answers there")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aDatabaseWithoutAStoreIsNamedByCommands() {
        CommandRun run = CommandRun.of("executions", "list", folder);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("There is no store in the database").contains("serai run");
    }
}
