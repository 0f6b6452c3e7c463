/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.runtime.TestWorkspaces;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serai validate --explain} says of the threads of HTTP routes. */
class ExplainTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: articles
                    type: rest
                    connection: { url: "http://127.0.0.1:9" }
                  - name: files
                    type: file
                    connection: { directory: out }
                """);
        TestWorkspaces.write(folder, "desk.camel.yaml", """
                - route:
                    id: quick
                    from:
                      uri: platform-http:/quick
                      steps:
                        - to: { uri: connector:articles/GET, parameters: { endpoint: /a } }
                - route:
                    id: slow
                    from:
                      uri: platform-http:/slow
                      steps:
                        - log: x
                        - to: direct:further
                        - split:
                            simple: "${body}"
                            steps:
                              - log: x
                - route:
                    id: further
                    from:
                      uri: direct:further
                      steps:
                        - to:
                            uri: connector:files/read
                            parameters: { path: x.txt }
                """);
    }

    @Test
    void eachHttpRouteIsShownWithItsThreadAndTheStepsThatDecide() {
        CommandRun run = CommandRun.of("validate", folder.toString(), "--explain");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                        No problems in 2 files.
                        desk.camel.yaml:1: route 'quick' (platform-http:/quick) runs on the event loop.
                        desk.camel.yaml:7: route 'slow' (platform-http:/slow) runs on a worker.
                          desk.camel.yaml:23: 'to' may block: the connector 'files' is of type 'file', whose calls may hold the thread of their caller.
                          desk.camel.yaml:14: 'split' may block: it holds its thread for as many parts as there are.
                        """);
    }

    @Test
    void aSettingIsNamedWithWhatItOverrules() {
        TestWorkspaces.write(
                folder,
                "application.properties",
                "serai.http.threads.slow=event-loop\nserai.http.threads.quick=worker\n");

        assertThat(CommandRun.of("validate", folder.toString(), "--explain").out())
                .contains("'quick' (platform-http:/quick) runs on a worker, because serai.http.threads.quick says so.")
                .contains(
                        "'slow' (platform-http:/slow) runs on the event loop, because serai.http.threads.slow says so.")
                .contains("'split' may block");
    }

    @Test
    void theDocumentHoldsItToo() {
        JsonNode document = CommandRun.of("validate", folder.toString(), "--explain", "--json")
                .json();

        assertThat(document.at("/httpRoutes/0/thread").textValue()).isEqualTo("event-loop");
        assertThat(document.at("/httpRoutes/0/mayBlock")).isEmpty();
        assertThat(document.at("/httpRoutes/1/id").textValue()).isEqualTo("slow");
        assertThat(document.at("/httpRoutes/1/thread").textValue()).isEqualTo("worker");
        assertThat(document.at("/httpRoutes/1/mayBlock/1/step").textValue()).isEqualTo("split");
        assertThat(document.at("/httpRoutes/1/mayBlock/1/line").intValue()).isEqualTo(14);
    }

    @Test
    void withoutTheOptionNothingIsSaidOfThreads() {
        assertThat(CommandRun.of("validate", folder.toString()).out()).isEqualTo("No problems in 2 files.\n");
        assertThat(CommandRun.of("validate", folder.toString(), "--json").out()).doesNotContain("httpRoutes");
    }

    @Test
    void routesInJavaAreSaidToBeDecidedAtTheStart() {
        TestWorkspaces.write(folder, "More.java", """
                import org.apache.camel.builder.RouteBuilder;

                public class More extends RouteBuilder {
                    @Override
                    public void configure() {
                        from("platform-http:/more").log("x");
                    }
                }
                """);

        assertThat(CommandRun.of("validate", folder.toString(), "--explain").out())
                .endsWith("Routes in Java files are decided in the same way when the workspace starts.\n");
    }
}
