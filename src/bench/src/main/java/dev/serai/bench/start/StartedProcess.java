/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that is started and watched from outside. Killed when it is closed. */
public final class StartedProcess implements AutoCloseable {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int KIBIBYTES_IN_MEBIBYTE = 1024;
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final Process process;
    private final BufferedReader errors;
    private final long begin;

    private StartedProcess(Process process, long begin) {
        this.process = process;
        this.begin = begin;
        this.errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    public static StartedProcess of(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        return new StartedProcess(builder.start(), begin);
    }

    /**
     * Waits until a text stands on standard error.
     *
     * @return the seconds since the process was started
     * @throws IOException when it ends without
     */
    public double secondsUntil(String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        String line = errors.readLine();
        while (line != null && !line.contains(text)) {
            seen.append(line).append('\n');
            line = errors.readLine();
        }
        if (line == null) {
            throw new IOException("The process ended without '" + text + "'. It said:\n" + seen);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The processor time of all its threads until now, in seconds. */
    public double processorSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** Waits until it has nothing to do: for five seconds it took less than a twentieth of a processor. */
    void awaitQuiet() throws IOException, InterruptedException {
        double before = -1;
        while (processorSeconds() - before > QUIET.toSeconds() / 20.0) {
            before = processorSeconds();
            TimeUnit.SECONDS.sleep(QUIET.toSeconds());
            while (errors.ready()) {
                errors.readLine();
            }
        }
    }

    /** What is resident, in MB by {@code Rss} and {@code Pss}; empty where the system does not tell. */
    Optional<Map<String, Long>> memory() throws IOException {
        Path rollup = PROCESSES.resolve(Long.toString(process.pid())).resolve("smaps_rollup");
        if (!Files.isReadable(rollup)) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllLines(rollup).stream()
                .map(line -> line.split(":?\\s+"))
                .filter(parts -> parts[0].equals("Rss") || parts[0].equals("Pss"))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> Long.parseLong(parts[1]) / KIBIBYTES_IN_MEBIBYTE)));
    }

    /** Waits until it has ended, and reads what it says until then: it would wait for a reader. */
    public void awaitEnd() throws IOException, InterruptedException {
        errors.transferTo(Writer.nullWriter());
        process.waitFor();
    }

    /** Ends it as an operator does: what comes next finds all in order. */
    void stop() throws IOException, InterruptedException {
        // The process itself would close what it says to the end.
        process.toHandle().destroy();
        awaitEnd();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        errors.close();
    }
}
