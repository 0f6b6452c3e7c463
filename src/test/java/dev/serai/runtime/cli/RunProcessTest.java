/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process: what a signal does to it. */
class RunProcessTest {

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void sigtermStopsWithinTenSecondsAlthoughARouteIsBusy() throws Exception {
        TestWorkspaces.write(folder, "busy.camel.yaml", """
                - route:
                    id: busy
                    from:
                      uri: timer:busy?repeatCount=1&delay=0
                      steps:
                        - log: working
                        - delay: { constant: "600000" }
                        - log: too late
                """);
        Path log = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> text(log).contains("working"));

        long signalled = System.nanoTime();
        process.destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(Duration.ofSeconds(10));
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(text(log)).doesNotContain("too late").doesNotContain("\tat ");
    }

    @Test
    void aFailedStartLeavesNothingRunning() throws Exception {
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - from:
                    uri: timer:a
                    steps:
                      - bean: { ref: missing }
                """);
        Path log = start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(text(log)).contains("There is no bean 'missing'.").doesNotContain("\tat ");
    }

    @Test
    void verboseIsUnderstoodWhileAnotherThreadBeginsToLog() throws Exception {
        Path log = start("--verbose");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text(log)).contains("holds no routes").contains("\tat ").doesNotContain("Could not");
    }

    private Path start(String... options) throws IOException {
        Path log = folder.resolve("run.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Serai.class.getName(),
                "run",
                folder.toString()));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return log;
    }

    private static String text(Path log) throws IOException {
        return Files.readString(log);
    }
}
