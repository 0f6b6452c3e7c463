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

/** A bean of a workspace's Java file is no part of a version: an execution sees it as it is now, and says so. */
class ChangedBeanTest {

    private static final String PRICING = """
            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.apache.camel.BindToRegistry;

            @BindToRegistry("pricing")
            public class Pricing {
                public String price(String body) {
                    if (!Files.exists(Path.of("%s"))) {
                        throw new IllegalStateException("not yet");
                    }
                    return body + " costs 10";
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void anExecutionThatWasUnderWayShowsIt() throws Exception {
        Path go = folder.resolve("go");
        TestWorkspaces.write(folder, "Pricing.java", PRICING.formatted(go));
        TestWorkspaces.write(folder, "job.camel.yaml", """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      parameters: { attempts: 9, backoff: 1h }
                      steps: [ { bean: { ref: pricing, method: price } } ]
                - route:
                    id: start
                    from:
                      uri: timer:start
                      parameters: { repeatCount: 1, delay: 0 }
                      steps:
                        - setBody: { constant: tea }
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
        assertThat(shown()).doesNotContain("Pricing");
        TestWorkspaces.write(folder, "Pricing.java", PRICING.formatted(go).replace("costs 10", "costs 11"));
        Files.createFile(go);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".serai/store.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE execution SET due_at = 1");
        }

        CommandRun run = CommandRun.of("run", folder, "--until-idle");

        assertThat(run.code()).isZero();
        assertThat(shown()).contains("tea costs 11").containsPattern("Changed +Pricing at .*, after it had begun");
    }

    private String shown() {
        String id = CommandRun.of("executions", "list", "--json", folder)
                .json()
                .at("/0/id")
                .asText();
        return CommandRun.of("executions", "show", folder, id).out();
    }
}
