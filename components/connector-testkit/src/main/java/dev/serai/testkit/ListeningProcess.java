/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server that runs as a process, on a port that it chooses itself: it prints {@code listening on PORT}, and ends when its
 * standard input does, so that it never outlives this JVM, however that ends.
 */
final class ListeningProcess implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (\\d+)$");

    private final Process process;
    private final Path output;

    private ListeningProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it and does not wait; what it says stands in a file of the folder. */
    static ListeningProcess start(Path folder, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "server-", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ListeningProcess(process, output);
    }

    /**
     * Waits until it listens; a process that does not is closed.
     *
     * @throws IllegalStateException when it ends instead, or takes too long; the message has what it said
     */
    int awaitPort() {
        try {
            Awaitility.await("the server listens")
                    .atMost(STARTUP)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isAlive() || LISTENING.matcher(said()).find());
            Matcher line = LISTENING.matcher(said());
            if (!line.find()) {
                throw new IllegalStateException("The server ended at once and said: " + said());
            }
            return Integer.parseInt(line.group(1));
        } catch (ConditionTimeoutException e) {
            close();
            throw new IllegalStateException("The server did not listen in time and said: " + said(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("What the server said cannot be read from " + output + ".", e);
        }
    }

    /** Whether it runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly();
        try {
            int unused = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
