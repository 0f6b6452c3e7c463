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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people see of executions and do to them, beside a runtime that works and when none does. */
@Timeout(120)
class OperatorCommandsTest {

    private static final String KEY = "the-key-of-the-ledger";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() {
        TestWorkspaces.write(folder, "key.txt", KEY);
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: orders
                    type: ledger
                    connection: { file: orders.txt, key: "${file:key.txt}" }
                """);
        TestWorkspaces.write(folder, "order.camel.yaml", """
                - route:
                    id: order
                    description: Writes orders down.
                    group: sales
                    from:
                      uri: workflow:order
                      parameters: { attempts: 1, owner: shop, tags: "orders, daily" }
                      steps:
                        - to: connector:orders/append
                        - filter:
                            simple: "${body} contains 'bad'"
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalArgumentException
                                  message: "no such order: ${body}"
                        - to: connector:orders/append
                """);
    }

    @Test
    void aDeadLetterIsReplayedWithAnEditWhileTheRuntimeRuns() throws Exception {
        try (WorkspaceRuntime runtime = run()) {
            start(runtime, "bad 1");
            String id = onlyDeadLetter();
            CommandRun shown = CommandRun.of("dead-letters", "show", folder, id);
            assertThat(shown.out()).contains("Failed step  order/filter1/throwException1");

            CommandRun replay = CommandRun.of("dead-letters", "replay", folder, id, "--body", "good 1", "--by", "ada");
            assertThat(replay.out()).isEqualTo("1 dead letters go on now.\n");
            assertThat(replay.code()).isZero();
            await().until(() -> show(id).at("/summary/status").asText().equals("COMPLETED"));
            assertThat(show(id).at("/interventions/0/by").asText()).isEqualTo("ada");
            assertThat(show(id).at("/output").asText()).isEqualTo("good 1");
            assertThat(CommandRun.of("executions", "show", folder, id).out())
                    .contains("Replay       by ada at ")
                    .contains("edit       AFTER order/to1@1");
        }
    }

    @Test
    void manyAreChosenByAFilterAndShownFirst() throws Exception {
        try (WorkspaceRuntime runtime = run()) {
            for (int i = 1; i <= 3; i++) {
                start(runtime, "bad " + i);
            }
            deadLetters(3);
            assertThat(CommandRun.of("dead-letters", "list", "--error", "ORDER: BAD 2", "--json", folder)
                            .json())
                    .hasSize(1);
            assertThat(CommandRun.of("dead-letters", "list", "--since", "1h", "--until", "0s", "--json", folder)
                            .json())
                    .hasSize(3);
            assertThat(CommandRun.of("dead-letters", "list", "--since", "soon", folder)
                            .err())
                    .contains("'soon' is no time. Write a time such as 2026-03-01T10:00");
            CommandRun both = CommandRun.of("dead-letters", "replay", folder, "--all", "--workflow", "order");
            assertThat(both.code()).isEqualTo(2);
            assertThat(both.err()).contains("one of these");

            CommandRun dry =
                    CommandRun.of("dead-letters", "replay", folder, "--workflow", "order", "--dry-run", "--from-start");
            assertThat(dry.out())
                    .contains("order/to1 succeeded and is done again: 3 times.")
                    .contains("3 dead letters would be replayed.");
            CommandRun unasked = CommandRun.of("dead-letters", "replay", folder, "--workflow", "order", "--from-start");
            assertThat(unasked.code()).isEqualTo(1);
            assertThat(unasked.err()).contains("3 dead letters would begin anew. Say --yes");
            deadLetters(3);

            CommandRun replay = CommandRun.of(
                    "dead-letters",
                    "replay",
                    folder,
                    "--step",
                    "order/filter1/throwException1",
                    "--limit",
                    "2",
                    "--from-start",
                    "--yes",
                    "--body-json",
                    "{\"order\": 7}");
            assertThat(replay.out()).contains("2 dead letters go on now.");
            await().until(() -> CommandRun.of("executions", "list", "--status", "completed", "--json", folder)
                            .json()
                            .size()
                    == 2);

            assertThat(CommandRun.of("dead-letters", "discard", folder, "--all", "--reason", "too old")
                            .out())
                    .isEqualTo("1 dead letters are discarded.\n");
            JsonNode cancelled = CommandRun.of("executions", "list", "--status", "cancelled", "--json", folder)
                    .json();
            assertThat(cancelled).hasSize(1);
            assertThat(show(cancelled.at("/0/id").asText())
                            .at("/interventions/0/reason")
                            .asText())
                    .isEqualTo("too old");
        }
    }

    @Test
    void anExecutionIsRunAgainFromAStep() throws Exception {
        String id;
        try (WorkspaceRuntime runtime = run()) {
            start(runtime, "one");
            id = await().until(
                            () -> CommandRun.of("executions", "list", "--status", "completed", "--json", folder)
                                    .json(),
                            list -> list.size() == 1)
                    .at("/0/id")
                    .asText();
            JsonNode rerun = CommandRun.of(
                            "executions",
                            "rerun",
                            folder,
                            id,
                            "--from",
                            "order/to2",
                            "--body",
                            "two",
                            "--json",
                            "--version-of-workflow",
                            "current")
                    .json();
            String fork = rerun.get("id").asText();
            await().until(() -> show(fork).at("/summary/status").asText().equals("COMPLETED"));
            assertThat(show(fork).at("/output").asText()).isEqualTo("two");
            assertThat(show(fork).at("/steps/0/outcome").asText()).isEqualTo("taken over");
            assertThat(CommandRun.of("executions", "show", folder, fork).out())
                    .contains("Made from    " + id + ", from order/to2@1 on");
            CommandRun misspelt = CommandRun.of("executions", "rerun", folder, id, "--from", "order/to3");
            assertThat(misspelt.code()).isEqualTo(1);
            assertThat(misspelt.err()).contains("Did you mean 'order/to").doesNotContain("\tat ");
        }
        CommandRun later = CommandRun.of("executions", "rerun", folder, id, "--body", "three");
        assertThat(later.out()).matches("Execution \\S+ runs when the workspace runs again\\.\n");
    }

    @Test
    void noSecretIsShown() throws Exception {
        try (WorkspaceRuntime runtime = run();
                ProducerTemplate template = runtime.camelContext().createProducerTemplate()) {
            template.sendBodyAndHeaders(
                    "workflow:order",
                    "bad " + KEY + " {\"password\":\"hush-hush\"}",
                    Map.of("CamelSeraiSignature", "hush-hush", "X-Auth-Token", "hush-hush", "colour", "red"));
            String id = onlyDeadLetter();
            for (Object[] command : List.of(
                    new Object[] {"executions", "show", "--wide", folder, id},
                    new Object[] {"executions", "show", "--json", folder, id},
                    new Object[] {"executions", "list", "--json", folder},
                    new Object[] {"dead-letters", "show", "--wide", folder, id},
                    new Object[] {"dead-letters", "list", folder})) {
                CommandRun run = CommandRun.of(command);
                assertThat(run.code()).as("%s", run.err()).isZero();
                assertThat(run.out()).contains(id).doesNotContain(KEY);
            }
            JsonNode headers = show(id).get("headers");
            assertThat(headers.get("X-Auth-Token").asText()).isEqualTo("***");
            assertThat(headers.get("CamelSeraiSignature").asText()).isEqualTo("***");
            assertThat(headers.get("colour").asText()).isEqualTo("red");
        }
    }

    @Test
    void workflowsAreDescribedAndCounted() throws Exception {
        try (WorkspaceRuntime runtime = run()) {
            start(runtime, "one");
            start(runtime, "bad");
            deadLetters(1);
            await().until(() -> CommandRun.of("workflows", "stats", "--json", folder)
                            .json()
                            .at("/0/completed")
                            .asInt()
                    == 1);
        }
        assertThat(CommandRun.of("workflows", "stats", folder).out())
                .containsPattern("order +2 +0 +0 +1 +1 +50.0 % +\\d+ ");
        assertThat(CommandRun.of("workflows", "stats", folder, "order").out())
                .contains("Description   Writes orders down.")
                .contains("Category      sales")
                .contains("Owner         shop")
                .contains("Stage         active")
                .contains("Tags          orders, daily");
        assertThat(CommandRun.of("workflows", "stats", folder, "ordr").err()).contains("Did you mean 'order'?");
    }

    private String onlyDeadLetter() {
        return deadLetters(1).at("/0/id").asText();
    }

    private JsonNode deadLetters(int count) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> CommandRun.of("dead-letters", "list", "--json", folder)
                                .json(),
                        list -> list.size() == count);
    }

    private JsonNode show(String id) {
        return CommandRun.of("executions", "show", "--json", folder, id).json();
    }

    private static void start(WorkspaceRuntime runtime, Object body) throws Exception {
        try (ProducerTemplate template = runtime.camelContext().createProducerTemplate()) {
            template.sendBody("workflow:order", body);
        }
    }

    private WorkspaceRuntime run() {
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
        return runtime;
    }
}
