/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.runtime.TestWorkspaces;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands print and with which code they exit. */
class SeraiTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aGoodWorkspaceIsValid() {
        assertThat(serai("validate", TestWorkspaces.resource("good").toString()))
                .isZero();
        assertThat(out).hasToString("No problems in 5 files.\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aDecisionThatMayLeaveTheRecordIsAWarningAndNoProblem() throws Exception {
        TestWorkspaces.write(folder, "application.properties", "mode = fast\n");
        TestWorkspaces.write(folder, "job.camel.yaml", """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - choice:
                            when:
                              - simple: "'{{mode}}' == 'fast'"
                                steps:
                                  - to: "log:fast"
                        - setVariable: { name: mode, constant: "{{mode:slow}}" }
                        - filter:
                            simple: "${variable.mode} == 'slow'"
                            steps:
                              - to: "log:slow"
                """);
        String warning = "job.camel.yaml:6:11: In the durable route 'job', 'choice' decides by the value of {{mode}},"
                + " which is no part of the workflow's version. When it is changed, executions that came by before go"
                + " another way on replay, and stop for a decision. Put the value into a setVariable before it, which"
                + " is recorded, and decide by the variable.";

        assertThat(serai("validate", folder.toString())).isZero();
        assertThat(out).hasToString("warning: " + warning + "\nNo problems in 2 files.\n");

        out.getBuffer().setLength(0);
        assertThat(serai("validate", "--json", folder.toString())).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.get("valid").asBoolean()).isTrue();
        assertThat(warning).endsWith(document.at("/warnings/0/message").asText());
    }

    @Test
    void problemsGoToStandardOutputAndTheExitCodeIsOne() {
        assertThat(serai("validate", TestWorkspaces.resource("mistakes").toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("tab.camel.yaml:4:1: This is not YAML: ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void problemsAreADocumentWhenAsked() throws Exception {
        assertThat(serai(
                        "validate",
                        "--json",
                        TestWorkspaces.resource("mistakes").toString()))
                .isEqualTo(1);

        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.get("valid").asBoolean()).isFalse();
        assertThat(document.at("/problems/0/file").asText()).isEqualTo("Broken.java");
        assertThat(document.at("/problems/0/line").asInt()).isEqualTo(6);
        assertThat(document.at("/problems/0/column").asInt()).isEqualTo(9);
        assertThat(document.at("/problems/0/message").asText()).startsWith("This does not compile");
    }

    @Test
    void aMissingFolderIsASentenceOnStandardErrorWithoutAStackTrace() {
        for (String command : new String[] {"run", "validate"}) {
            assertThat(serai(command, folder.resolve("none").toString())).isEqualTo(1);
        }
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("There is no folder " + folder));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aStackTraceIsShownWhenAsked() {
        assertThat(serai("validate", "--verbose", folder.resolve("none").toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("\tat dev.serai.runtime.workspace.Workspace.open");
    }

    @Test
    void runRefusesWithTheLinesOfTheValidation() {
        assertThat(serai("run", TestWorkspaces.resource("mistakes").toString())).isEqualTo(1);

        assertThat(err.toString()).contains("structure.camel.yaml:2:5: The route has no 'from'.");
    }

    @Test
    void aWrongCallExitsWithTwo() {
        assertThat(serai("validate")).isEqualTo(2);
        assertThat(serai("validat", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'DIR'");
    }

    @Test
    void helpAndVersionExitWithZero() {
        assertThat(serai("--help")).isZero();
        assertThat(serai("connectors", "test", "--help")).isZero();
        assertThat(serai("--version")).isZero();
        assertThat(out.toString())
                .contains("Usage: serai")
                .contains("--name=NAME")
                .contains("serai ");
    }

    @Test
    void connectorsAreListedWithTheirPlace() throws Exception {
        Path good = TestWorkspaces.resource("good");

        assertThat(serai("connectors", "list", good.toString())).isZero();
        assertThat(out.toString()).containsPattern("guests +ledger +Everybody who was greeted\\. +connectors\\.yaml:2");

        out.getBuffer().setLength(0);
        assertThat(serai("connectors", "list", "--json", good.toString())).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).at("/0/name").asText())
                .isEqualTo("guests");
    }

    @Test
    void aHealthyConnectorIsUp() {
        TestWorkspaces.copy("good", folder);

        assertThat(serai("connectors", "test", folder.toString())).isZero();
        assertThat(out.toString()).matches("up +guests +\\d+ ms +writable\n");
        assertThat(folder.resolve("guests.txt")).exists();
    }

    @Test
    void aConnectorThatIsDownExitsWithOneAndSaysWhy() throws Exception {
        TestWorkspaces.copy("good", folder);
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: guests
                    type: ledger
                    connection: { file: guests.txt }
                  - name: strangers
                    type: ledger
                    connection: { file: nowhere/strangers.txt }
                """);

        assertThat(serai("connectors", "test", "--json", folder.toString())).isEqualTo(1);
        JsonNode outcomes = new ObjectMapper().readTree(out.toString());
        assertThat(outcomes.at("/0/status").asText()).isEqualTo("up");
        assertThat(outcomes.at("/1/status").asText()).isEqualTo("down");
        assertThat(outcomes.at("/1/errorCode").asText()).isEqualTo("SERAI-CONNECTOR-007");
        assertThat(outcomes.at("/1/message").asText()).contains("There is no folder");

        assertThat(serai("connectors", "test", "--name", "guests", folder.toString()))
                .isZero();
    }

    @Test
    void anUnknownConnectorIsAWrongCallWithASuggestion() {
        assertThat(serai(
                        "connectors",
                        "test",
                        "--name",
                        "guest",
                        TestWorkspaces.resource("good").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean 'guests'?");
    }

    private int serai(String... arguments) {
        CommandLine commandLine = Serai.commandLine(arguments);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
