/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.CommandRun;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runtimes of one workspace on one PostgreSQL. */
@Timeout(120)
class NodesWorkspaceTest {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final String database = SERVER.newDatabase();

    @BeforeEach
    void writeSettings() {
        TestWorkspaces.write(
                folder,
                "application.properties",
                "serai.store.url=" + database + "\nserai.store.username=" + SERVER.username() + "\n");
    }

    @Test
    void eachTickOfAScheduleHasOneExecutionThoughOneNodeGoes() throws Exception {
        TestWorkspaces.write(folder, "ticks.camel.yaml", """
                - route:
                    from:
                      uri: schedule:tick
                      parameters: { every: 200ms, catchUp: all }
                      steps:
                        - to: workflow:note
                - route:
                    from:
                      uri: workflow:note
                      steps:
                        - log: "${header.CamelSeraiScheduledTime}"
                """);
        int together;
        try (WorkspaceRuntime second = started()) {
            try (WorkspaceRuntime first = started()) {
                int alone = ticks().size();
                await().atMost(LONG).until(() -> ticks().size() > alone + 10);
                assertThat(CommandRun.of("nodes", "--json", folder).json()).hasSize(2);
                assertThat(first.camelContext()).isNotSameAs(second.camelContext());
            }
            together = ticks().size();
            await().atMost(LONG).until(() -> ticks().size() > together + 5);
        }
        List<Instant> ticks = ticks();
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i)).isEqualTo(ticks.get(i - 1).plusMillis(200));
        }
    }

    @Test
    void aRollbackAndWhatTakesItBackHoldOnAllNodes() {
        writeGreeting("good day");
        try (WorkspaceRuntime old = started()) {
            assertThat(greeted(old)).isEqualTo("good day");
        }
        writeGreeting("hello");
        try (WorkspaceRuntime first = started();
                WorkspaceRuntime second = started()) {
            assertThat(greeted(first)).isEqualTo("hello");
            assertThat(greeted(second)).isEqualTo("hello");

            CommandRun rollback = CommandRun.of("workflows", "rollback", "greet", "--workspace", folder);
            assertThat(rollback.code()).as(rollback.err()).isZero();
            await().atMost(LONG)
                    .until(() ->
                            greeted(first).equals("good day") && greeted(second).equals("good day"));

            CommandRun undo = CommandRun.of("workflows", "rollback", "greet", "--undo", "--workspace", folder);
            assertThat(undo.code()).as(undo.err()).isZero();
            await().atMost(LONG)
                    .until(() ->
                            greeted(first).equals("hello") && greeted(second).equals("hello"));
        }
    }

    private void writeGreeting(String words) {
        TestWorkspaces.write(folder, "greet.camel.yaml", """
                - route:
                    from:
                      uri: workflow:greet
                      steps:
                        - setBody: { constant: "%s" }
                """.formatted(words));
    }

    private static String greeted(WorkspaceRuntime node) {
        try (var template = node.camelContext().createProducerTemplate()) {
            return template.requestBody("workflow:greet?wait=true", "x", String.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WorkspaceRuntime started() {
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
        return runtime;
    }

    /** The ticks whose executions are done, in order, as often as there is one. */
    private List<Instant> ticks() throws Exception {
        List<Instant> ticks = new ArrayList<>();
        try (var connection = DriverManager.getConnection(database, SERVER.username(), "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT idempotency_key FROM serai.execution WHERE status = 'COMPLETED'")) {
            while (rows.next()) {
                ticks.add(Instant.parse(rows.getString(1).replace("schedule/tick/", "")));
            }
        }
        ticks.sort(null);
        return ticks;
    }
}
