/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A process that listens on a port. */
public final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final Process process;

    private Server(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A Java class as a process, with the class path of this one. */
    public static ProcessBuilder java(Path log, String main, Object... arguments) {
        return java(log, classPath(entry -> true), main, arguments);
    }

    /** A Java class of the benchmarks as a process that has no jar of Serai's, which would plug into Camel. */
    static ProcessBuilder bareJava(Path log, Class<?> main, Object... arguments) {
        return java(
                log,
                classPath(entry ->
                        !entry.getName().startsWith("serai-") || entry.getName().startsWith("serai-bench")),
                main.getName(),
                arguments);
    }

    private static ProcessBuilder java(Path log, String classPath, String main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                // What the launcher chooses; the same for all servers, so that their code is what differs.
                "-XX:+UseParallelGC",
                "-Dlogback.configurationFile=logback-bench.xml",
                "-cp",
                classPath,
                main));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /** The jars of this process. */
    private static String classPath(Predicate<File> chosen) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(chosen)
                .map(File::getAbsolutePath)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts it and waits until it answers an order well. */
    public static Server start(String name, int port, Path log, ProcessBuilder builder) throws IOException {
        Server server = new Server(
                name,
                port,
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!server.answers()) {
            if (!server.process.isAlive() || System.nanoTime() > giveUp) {
                server.close();
                throw new IOException("'" + name + "' does not answer; its log is " + log + ".");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return server;
    }

    private boolean answers() {
        HttpRequest order = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Order.JSON))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(order, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    public int port() {
        return port;
    }

    long id() {
        return process.pid();
    }

    /** The time of all processors that it has taken so far; the operating system counts in hundredths of a second. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
