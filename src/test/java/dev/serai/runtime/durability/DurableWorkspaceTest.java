/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.CommandRun;
import dev.serai.store.SqliteSettings;
import dev.serai.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DurableWorkspaceTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() {
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: inbox
                    type: file
                    connection: { directory: data/inbox }
                  - name: words
                    type: sql
                    connection: { url: "jdbc:sqlite:data/words.db" }
                    options: { initScript: words.sql }
                """);
        TestWorkspaces.write(
                folder, "words.sql", "CREATE TABLE IF NOT EXISTS word (number TEXT PRIMARY KEY, text TEXT);");
        TestWorkspaces.write(folder, "words.camel.yaml", """
                - route:
                    id: inbox
                    from:
                      uri: connector:inbox/stream
                      parameters: { pattern: "*.csv", concurrency: 8 }
                      steps:
                        - to: { uri: "workflow:keep-word", parameters: { key: "${body[number]}" } }
                - route:
                    id: keep-word
                    from:
                      uri: workflow:keep-word
                      parameters: { attempts: 2, backoff: 20ms }
                      steps:
                        - filter:
                            simple: "${body[text]} == ''"
                            steps:
                              - throwException:
                                  exceptionType: dev.serai.workflow.UnrecoverableException
                                  message: "row ${header.CamelSeraiRecordId} of ${header.CamelSeraiResource} has no text"
                        - to: { uri: "connector:words/insert", parameters: { table: word, onConflict: ignore } }
                """);
        words("words.csv", 30, 7);
    }

    @Test
    void runsUntilNothingIsLeftAndReports() throws Exception {
        CommandRun run = run("--report", "json");
        assertThat(run.code()).isZero();
        JsonNode report = run.json();
        assertThat(report.get("started").asInt()).isEqualTo(30);
        assertThat(report.get("completed").asInt()).isEqualTo(29);
        assertThat(report.get("deadLettered").asInt()).isEqualTo(1);
        assertThat(report.get("retries").asInt()).isZero();
        assertThat(report.get("executionsPerSecond").asDouble()).isPositive();
        assertThat(report.at("/workflows/keep-word/completed").asInt()).isEqualTo(29);
        assertThat(rows()).isEqualTo(29);
    }

    @Test
    void printsATableAndCanFailOnADeadLetter() {
        CommandRun run = run("--fail-on-dead-letter");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("WORKFLOW").containsPattern("keep-word +30 +29 +1 +0");
    }

    @Test
    void theSameFileAgainStartsNothing() throws Exception {
        run();
        Path again = folder.resolve("data/inbox/words.csv");
        Files.setLastModifiedTime(again, FileTime.fromMillis(1_000_000_000_000L));
        Files.copy(again, folder.resolve("data/inbox/copy.csv"));
        JsonNode report = run("--report", "json").json();
        assertThat(report.get("started").asInt()).isZero();
        assertThat(report.get("completed").asInt()).isZero();
        assertThat(rows()).isEqualTo(29);
    }

    @Test
    void aDeadLetterIsListedShownAndReplayed() throws Exception {
        run();
        JsonNode letters =
                CommandRun.of("dead-letters", "list", "--json", folder).json();
        assertThat(letters).hasSize(1);
        String id = letters.at("/0/id").asText();
        assertThat(letters.at("/0/error").asText()).isEqualTo("row 7 of words.csv has no text");
        assertThat(CommandRun.of("dead-letters", "list", folder).out()).contains("row 7 of words.csv has no text");
        assertThat(CommandRun.of("dead-letters", "show", folder, id).out())
                .contains("Failure      row 7 of words.csv has no text")
                .contains("\"number\":\"7\"")
                .contains("UnrecoverableException");

        CommandRun replay = CommandRun.of("dead-letters", "replay", folder, id);
        assertThat(replay.code()).isZero();
        assertThat(replay.out()).contains("1 dead letters go on when the workspace runs again");
        assertThat(CommandRun.of("dead-letters", "list", folder).out()).contains("There are no dead letters.");
        JsonNode report = run("--report", "json").json();
        assertThat(report.get("deadLettered").asInt()).isEqualTo(1);

        assertThat(CommandRun.of("dead-letters", "replay", folder, "nonsense").err())
                .contains("There is no dead letter nonsense");
        assertThat(CommandRun.of("dead-letters", "replay", folder).code()).isEqualTo(2);
    }

    @Test
    void anExecutionIsShownWithItsSteps() {
        run();
        JsonNode executions = CommandRun.of("executions", "list", "--json", "--status", "COMPLETED", folder)
                .json();
        assertThat(executions).hasSize(29);
        String id = executions.at("/0/id").asText();
        assertThat(CommandRun.of("executions", "list", folder).out())
                .contains(id)
                .contains("29 COMPLETED");
        JsonNode execution =
                CommandRun.of("executions", "show", "--json", folder, id).json();
        assertThat(execution.get("steps")).hasSize(1);
        JsonNode step = execution.at("/steps/0");
        assertThat(step.get("step").asText()).isEqualTo("keep-word/to1@1");
        assertThat(step.get("outcome").asText()).isEqualTo("done");
        assertThat(step.get("attempt").asInt()).isEqualTo(1);
        assertThat(step.at("/input/number").asText()).isNotEmpty();
        assertThat(step.has("output")).isTrue();
        assertThat(step.has("duration")).isTrue();
        assertThat(CommandRun.of("executions", "show", folder, id).out()).contains("keep-word/to1@1");
        assertThat(CommandRun.of("executions", "show", folder, "nonsense").err())
                .contains("There is no execution nonsense");
        assertThat(CommandRun.of("executions", "list", folder.resolve("data")).code())
                .isEqualTo(1);
    }

    @Test
    void aStoreThatSomebodyElseHasIsRefusedWithTheProcess() {
        try (SqliteStore store = new SqliteSettings(folder.resolve(".serai")).open(Runnable::run)) {
            CommandRun run = run();
            assertThat(store.file()).exists();
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("is in use by another Serai (process "
                            + ProcessHandle.current().pid())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aForeignStoreIsRefused() throws Exception {
        TestWorkspaces.write(folder, ".serai/store.db", "this is a diary, not a database ".repeat(200));
        CommandRun run = run();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("store.db").contains("is not a database").doesNotContain("\tat ");
        assertThat(Files.readString(folder.resolve(".serai/store.db"))).startsWith("this is a diary");
    }

    @Test
    void aFullDiskEndsTheRunWithTheReasonAndTheNextRunGoesOn() throws Exception {
        words("many.csv", 3_000, -1);
        TestWorkspaces.write(folder, "application.properties", "serai.store.max-size = 400KB\n");
        CommandRun full = run();
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err())
                .contains("store.db could not be written")
                .contains("The disk is full, or the store has reached serai.store.max-size")
                .doesNotContain("\tat ");
        TestWorkspaces.write(folder, "application.properties", "");
        assertThat(run().code()).isZero();
        assertThat(rows()).isEqualTo(3_000);
    }

    @Test
    void whatCannotBeDurableIsRefusedAtTheStart() {
        TestWorkspaces.write(folder, "late.camel.yaml", """
                - route:
                    id: late
                    from:
                      uri: workflow:late
                      steps:
                        - sample:
                            samplePeriod: 5
                """);
        CommandRun validate = CommandRun.of("validate", folder);
        assertThat(validate.code()).isEqualTo(1);
        assertThat(validate.out())
                .startsWith(
                        "late.camel.yaml:6:11: In the durable route 'late', 'sample' is not durable, because it decides"
                                + " by the clock");
        CommandRun run = run();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("late.camel.yaml:6:11").contains("'sample' is not durable");
    }

    private CommandRun run(Object... options) {
        Object[] arguments = new Object[options.length + 3];
        arguments[0] = "run";
        arguments[1] = folder;
        arguments[2] = "--until-idle";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }

    private void words(String file, int count, int empty) {
        StringBuilder csv = new StringBuilder("number,text\n");
        IntStream.rangeClosed(1, count).forEach(i -> csv.append(i)
                .append(',')
                .append(i == empty ? "" : "word " + i)
                .append('\n'));
        TestWorkspaces.write(folder, "data/inbox/" + file, csv.toString());
    }

    private int rows() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/words.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM word")) {
            return rows.getInt(1);
        }
    }
}
