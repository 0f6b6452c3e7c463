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
import dev.serai.workflow.engine.WorkflowEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow in Java that was edited while an execution waited for its next attempt. */
class JavaVersionTest {

    private static final String JOB = """
            import org.apache.camel.builder.RouteBuilder;

            public class Job extends RouteBuilder {
                @Override
                public void configure() {
                    from("workflow:job?attempts=9&backoff=1h").routeId("job")
                        .process(exchange -> {
                            if (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("direct:part")
                        .transform(body().append(", whole A"));
                    from("direct:part").routeId("part").transform(constant("part A"));
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void anExecutionGoesOnWithTheSourceItBeganWith() throws Exception {
        Path go = folder.resolve("go");
        String first = JOB.formatted(go);
        TestWorkspaces.write(folder, "Job.java", first);
        TestWorkspaces.write(folder, "start.camel.yaml", """
                - route:
                    id: start
                    from:
                      uri: timer:start
                      parameters: { repeatCount: 1, delay: 0 }
                      steps:
                        - setBody: { constant: in }
                        - to: { uri: workflow:job, parameters: { key: only } }
                """);
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()))) {
            runtime.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                var job = WorkflowEngine.of(runtime.camelContext())
                        .statistics()
                        .figures()
                        .get("job");
                return job != null && job.retried() == 1;
            });
        }
        TestWorkspaces.write(
                folder, "Job.java", first.replace("part A", "part B").replace("whole A", "whole B"));
        Files.createFile(go);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".serai/store.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE execution SET due_at = 1");
        }

        assertThat(CommandRun.of("run", folder, "--until-idle").code()).isZero();

        var executions = CommandRun.of("executions", "list", "--json", folder).json();
        assertThat(executions).hasSize(1);
        assertThat(executions.at("/0/status").asText()).isEqualTo("COMPLETED");
        assertThat(CommandRun.of(
                                "executions",
                                "show",
                                "--json",
                                folder,
                                executions.at("/0/id").asText())
                        .json()
                        .get("output")
                        .asText())
                .isEqualTo("part A, whole A");
    }
}
