/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A server that runs as a process of its own, in a folder of its own, and writes what it says into {@code server.log}
 * there. Neither outlives this JVM.
 */
final class ServerProcess implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(10);

    private final Path folder;
    private final Process process;
    private final String signal;
    private final Thread stopAtExit = new Thread(this::stop, "stop-server");

    private ServerProcess(Path folder, Process process, String signal) {
        this.folder = folder;
        this.process = process;
        this.signal = signal;
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param signal that ends it at once, without waiting for clients: {@code QUIT}
     * @param answers whether it can be used
     * @throws IOException when it ends instead; the message has what it said
     */
    static ServerProcess start(
            Path folder, String signal, Duration startupWait, Callable<Boolean> answers, List<String> command)
            throws IOException {
        ServerProcess server =
                new ServerProcess(folder, builder(folder, command).start(), signal);
        try {
            server.awaitReady(startupWait, answers);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException when it fails; the message has what was said
     */
    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        complete(folder, builder(folder, command));
    }

    /** Like {@link #run(Path, List)}, with a file as what it reads. */
    static void run(Path folder, List<String> command, Path input) throws IOException, InterruptedException {
        complete(folder, builder(folder, command).redirectInput(input.toFile()));
    }

    private static void complete(Path folder, ProcessBuilder command) throws IOException, InterruptedException {
        if (command.start().waitFor() != 0) {
            throw new IOException("'" + String.join(" ", command.command()) + "' failed: " + said(folder));
        }
    }

    private static ProcessBuilder builder(Path folder, List<String> command) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder)));
    }

    private static File log(Path folder) {
        return folder.resolve("server.log").toFile();
    }

    private static String said(Path folder) throws IOException {
        return Files.readString(log(folder).toPath());
    }

    private void awaitReady(Duration startupWait, Callable<Boolean> answers) throws IOException {
        Awaitility.await("the server answers")
                .atMost(startupWait)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || answers.call());
        if (!process.isAlive()) {
            throw new IOException("It ended at once and said: " + said(folder));
        }
    }

    /** Ends the server and deletes its folder. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does the same.
        }
        stop();
    }

    private void stop() {
        end();
        Folders.delete(folder);
    }

    private void end() {
        try {
            if (process.isAlive()) {
                run(folder, List.of("kill", "-" + signal, String.valueOf(process.pid())));
            }
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
