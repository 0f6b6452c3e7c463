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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A server that runs as a process of its own, in a folder of its own, and writes what it says into {@code server.log}
 * there. Neither outlives this JVM, nor do the processes that it starts. It can be killed and started again on what it
 * left behind. Thread-safe.
 */
final class ServerProcess implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(10);

    private final Path folder;
    private final ProcessBuilder command;
    private final String signal;
    private final Duration startupWait;
    private final Callable<Boolean> answers;
    private final Thread stopAtExit = new Thread(this::stop, "stop-server");
    private Process process;

    private ServerProcess(
            Path folder, ProcessBuilder command, String signal, Duration startupWait, Callable<Boolean> answers) {
        this.folder = folder;
        this.command = command;
        this.signal = signal;
        this.startupWait = startupWait;
        this.answers = answers;
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
        return start(folder, Map.of(), signal, startupWait, answers, command);
    }

    /** Like the other, with what is added to the environment. */
    static ServerProcess start(
            Path folder,
            Map<String, String> environment,
            String signal,
            Duration startupWait,
            Callable<Boolean> answers,
            List<String> command)
            throws IOException {
        ProcessBuilder builder = builder(folder, command);
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(folder, builder, signal, startupWait, answers);
        Runtime.getRuntime().addShutdownHook(server.stopAtExit);
        try {
            server.startAgain();
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Starts it, also after a {@link #kill()}, and waits until it answers. */
    synchronized void startAgain() throws IOException {
        process = command.start();
        Awaitility.await("the server answers")
                .atMost(startupWait)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || answers.call());
        if (!process.isAlive()) {
            throw new IOException("It ended at once and said: " + said(folder));
        }
    }

    /** Ends it and all that it started as a crash does. Its folder stays. */
    synchronized void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private synchronized void end() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> started = process.descendants().toList();
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
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
