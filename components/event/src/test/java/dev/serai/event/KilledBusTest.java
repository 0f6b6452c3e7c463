/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a durable bus is killed again and again: what was published is handled, in order, and nothing twice for long. */
class KilledBusTest {

    private static final int NUMBERS = 800;

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
    void nothingThatWasPublishedIsLost() throws Exception {
        for (int kill = 1; kill <= 4; kill++) {
            start();
            int until = kill * NUMBERS / 5;
            await().atMost(Duration.ofSeconds(60)).until(() -> handled().size() >= until || !process.isAlive());
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("log")))
                    .isTrue();
            process.destroyForcibly().waitFor();
        }
        start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();

        List<Integer> handled = handled();
        // One that was published and not written down before a kill is published again, so that each number came.
        assertThat(new LinkedHashSet<>(handled))
                .containsExactlyElementsOf(IntStream.range(0, NUMBERS).boxed().toList());
        // The position is saved once a second, so that what comes again is what one second holds.
        assertThat(handled.size()).isLessThan(3 * NUMBERS);
    }

    private void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // It lives for seconds.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledBus.class.getName(),
                        folder.toString(),
                        String.valueOf(NUMBERS))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private List<Integer> handled() throws IOException {
        Path file = folder.resolve("handled");
        return Files.exists(file)
                ? Files.readString(file)
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .map(Integer::valueOf)
                        .toList()
                : List.of();
    }
}
