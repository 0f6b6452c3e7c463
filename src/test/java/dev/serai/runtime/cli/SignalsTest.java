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
import dev.serai.store.SqliteSettings;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals and decisions that people send, beside a runtime and when none runs. */
@Timeout(120)
class SignalsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() {
        TestWorkspaces.write(folder, "orders.camel.yaml", """
                - route:
                    id: order
                    from:
                      uri: workflow:order
                      steps:
                        - to: "workflow:await?signal=paid"
                        - to: { uri: "workflow:approval", parameters: { title: "Ship ${body}", approvers: "ada,ben" } }
                        - setBody: { simple: "${body} by ${header.CamelSeraiDecidedBy}" }
                - route:
                    id: trigger
                    from:
                      uri: direct:order
                      steps:
                        - to: { uri: "workflow:order", parameters: { key: "${body}" } }
                """);
    }

    @Test
    void signalsAndDecisionsReachARuntimeThatRuns() throws Exception {
        try (WorkspaceRuntime runtime = run()) {
            start(runtime, "A-1");
            awaitSuspended();
            assertThat(CommandRun.of("signal", folder, "nobody", "paid").err())
                    .isEqualTo("The signal 'paid' was not sent: there is no execution nobody.\n");
            assertThat(CommandRun.of("approvals", "list", folder).out()).isEqualTo("Nothing waits for an approval.\n");

            CommandRun sent = CommandRun.of("signal", folder, execution().id(), "paid", "--json", "{\"amount\": 12}");
            assertThat(sent.out()).isEqualTo("The signal 'paid' was taken.\n");
            assertThat(sent.code()).isZero();

            String approval = awaitApproval();
            assertThat(CommandRun.of("approvals", "list", folder).out())
                    .contains(approval, "Ship {amount=12}", "ada, ben", "order");
            CommandRun stranger = CommandRun.of("approvals", "approve", folder, approval, "--as", "carl");
            assertThat(stranger.code()).isEqualTo(1);
            assertThat(stranger.err()).contains("can be decided by ada, ben, not by 'carl'");
            assertThat(CommandRun.of("approvals", "approve", folder, approval, "--as", "ada", "--comment", "go")
                            .out())
                    .isEqualTo("The approval was taken.\n");
            assertThat(CommandRun.of("approvals", "reject", folder, approval, "--as", "ben")
                            .err())
                    .contains("was decided before: approved by ada at ")
                    .endsWith("(go).\n");
            await().until(() -> execution().status() == ExecutionStatus.COMPLETED);
        }
    }

    @Test
    void theyAreKeptWhenNoRuntimeRuns() throws Exception {
        try (WorkspaceRuntime runtime = run()) {
            start(runtime, "A-1");
            awaitSuspended();
        }
        Path body = Files.writeString(folder.resolve("body.txt"), "12 EUR");
        assertThat(CommandRun.of("signal", folder, "paid", "--workflow", "order", "--key", "A-2")
                        .err())
                .contains("there is no execution of workflow 'order' with the key 'A-2'");
        assertThat(CommandRun.of("signal", folder, "paid", "--workflow", "order", "--key", "A-1", "--body-file", body)
                        .out())
                .isEqualTo("The signal 'paid' was taken. No runtime runs: the execution goes on when the workspace runs"
                        + " again.\n");
        try (WorkspaceRuntime runtime = run()) {
            assertThat(runtime.camelContext().isStarted()).isTrue();
            awaitApproval();
        }
        String approval = awaitApproval();
        assertThat(CommandRun.of("approvals", "reject", folder, approval, "--as", "ben")
                        .out())
                .contains("The rejection was taken. No runtime runs");
        try (WorkspaceRuntime runtime = run()) {
            assertThat(runtime.camelContext().isStarted()).isTrue();
            await().until(() -> execution().status() == ExecutionStatus.DEAD_LETTER);
            assertThat(execution().error()).contains("was rejected by ben");
        }
    }

    @Test
    void aCallThatIsWrongSaysWhatIsMissing() {
        assertThat(CommandRun.of("signal", folder, "paid").code()).isEqualTo(2);
        assertThat(CommandRun.of("signal", folder, "id", "paid", "--workflow", "order")
                        .err())
                .contains("either by its id, or by --workflow and --key");
        assertThat(CommandRun.of("signal", folder, "id", "paid", "--json", "{").err())
                .contains("The value of --json is no JSON");
        assertThat(CommandRun.of("signal", folder, "id", "paid").err()).contains("There is no store in");
    }

    private void awaitSuspended() {
        await().until(() -> execution().status() == ExecutionStatus.SUSPENDED);
    }

    private String awaitApproval() {
        return await().until(
                        () -> CommandRun.of("approvals", "list", "--json", folder)
                                .json(),
                        list -> list.size() == 1)
                .get(0)
                .get("id")
                .asText();
    }

    private ExecutionSummary execution() {
        List<ExecutionSummary> found =
                new ExecutionHistory(new SqliteSettings(folder.resolve(".serai"))).list(null, "order", 10);
        return found.get(0);
    }

    private static void start(WorkspaceRuntime runtime, String key) throws Exception {
        try (ProducerTemplate template = runtime.camelContext().createProducerTemplate()) {
            template.sendBody("direct:order", key);
        }
    }

    private WorkspaceRuntime run() {
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
        return runtime;
    }
}
