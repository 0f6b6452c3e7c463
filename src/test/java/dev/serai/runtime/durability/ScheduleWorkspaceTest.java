/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.Serai;
import dev.serai.testkit.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schedule in front of a workflow, in a process that is killed. */
class ScheduleWorkspaceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final JavaProcesses processes = new JavaProcesses();

    @AfterEach
    void end() throws InterruptedException {
        processes.end();
    }

    @Test
    void eachTickHasOneExecutionThoughTheProcessIsKilled() throws Exception {
        Path workspace = Files.createDirectory(folder.resolve("workspace"));
        TestWorkspaces.write(workspace, "application.properties", "camel.server.port=" + FreePort.find() + "\n");
        TestWorkspaces.write(workspace, "ticks.camel.yaml", """
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
        assertThat(TestWorkspaces.problems(workspace)).isEmpty();
        for (int kill = 0; kill < 2; kill++) {
            int before = completed(workspace).size();
            Process runtime = start(workspace);
            // The store is made by and by.
            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> completed(workspace).size() > before + 5 || !runtime.isAlive());
            assertThat(runtime.isAlive()).as(log()).isTrue();
            runtime.destroyForcibly().waitFor();
        }
        Instant lastStart = Instant.now();
        Process last = start(workspace);
        await().atMost(LONG).until(() -> {
            List<Instant> ticks = completed(workspace);
            return !last.isAlive()
                    || (!ticks.isEmpty() && ticks.get(ticks.size() - 1).isAfter(lastStart));
        });
        last.destroy();
        assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();

        List<Instant> ticks = completed(workspace);
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i)).isEqualTo(ticks.get(i - 1).plusMillis(200));
        }
    }

    private Process start(Path workspace) throws Exception {
        return processes.start(folder.resolve("runtime.log"), Map.of(), List.of(), Serai.class, "run", workspace);
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("runtime.log"));
    }

    /** The ticks whose executions are done, in order. */
    private static List<Instant> completed(Path workspace) throws Exception {
        Path store = workspace.resolve(".serai/store.db");
        if (!Files.exists(store)) {
            return List.of();
        }
        List<Instant> ticks = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT idempotency_key FROM execution WHERE status = 'COMPLETED'")) {
            while (rows.next()) {
                ticks.add(Instant.parse(rows.getString(1).replace("schedule/tick/", "")));
            }
        }
        ticks.sort(null);
        return ticks;
    }
}
