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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits in a broker takes no memory: a runtime works off many times what its heap could hold. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WaitingMessagesTest {

    private static final String ROUTE = """
            - route:
                id: price
                from:
                  uri: connector:mq/streamProcess
                  parameters: { source: %s, group: %1$s, destination: %s, concurrency: 8 }
                  steps:
                    - setBody: { simple: "${body}" }
            """;

    @TempDir
    private Path folder;

    private final JavaProcesses processes = new JavaProcesses();
    private OutsideClient outside;

    @AfterEach
    void end() throws Exception {
        processes.end();
        if (outside != null) {
            outside.close();
        }
    }

    @ParameterizedTest
    @EnumSource(OutsideClient.Kind.class)
    void aSmallHeapIsEnoughForWhatIsLarger(OutsideClient.Kind kind) throws Exception {
        workOff(kind, 15_000, 8000);
    }

    @ParameterizedTest
    @EnumSource(OutsideClient.Kind.class)
    @Tag("thorough")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void soItIsForAMillion(OutsideClient.Kind kind) throws Exception {
        workOff(kind, 1_000_000, 1000);
    }

    private void workOff(OutsideClient.Kind kind, int count, int bytes) throws Exception {
        outside = kind.connect();
        outside.make("orders");
        outside.make("priced");
        outside.send("orders", 0, count, bytes);
        Path workspace = Files.createDirectory(folder.resolve("workspace"));
        TestWorkspaces.write(
                workspace,
                "application.properties",
                "camel.server.port=" + FreePort.find() + "\n" + outside.properties());
        TestWorkspaces.write(
                workspace,
                "connectors.yaml",
                "connectors:\n" + outside.declaration().indent(2));
        TestWorkspaces.write(
                workspace, "orders.camel.yaml", ROUTE.formatted(outside.named("orders"), outside.named("priced")));
        Path log = folder.resolve("runtime.log");
        long begun = System.nanoTime();

        Process runtime = processes.start(
                log, Map.of(), List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"), Serai.class, "run", workspace);
        await().atMost(Duration.ofMinutes(50))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !runtime.isAlive() || outside.count("priced") >= count);

        assertThat(runtime.isAlive()).as(Files.readString(log)).isTrue();
        runtime.destroy();
        assertThat(runtime.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(outside.count("priced")).isEqualTo(count);
        assertThat(outside.unsettled("orders")).isEmpty();
        System.out.printf(
                "%s: %,d messages of %,d bytes in %d s with a heap of 64 MB%n",
                kind, count, bytes, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    }
}
