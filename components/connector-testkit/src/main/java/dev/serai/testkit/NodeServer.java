/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A public server that npm installs and Node.js runs, so that a connector also meets servers that nobody wrote for it.
 *
 * <p>It is described by the folder {@code peer} among a module's test resources: {@code package.json} and
 * {@code package-lock.json} name the packages by exact version, and {@code server.js} starts the server on a port of the
 * loopback interface that it chooses itself, prints {@code listening on PORT}, and ends when its standard input does.
 * The packages are installed into {@code target/peer}, once for each lock file. Thread-safe.
 */
public final class NodeServer implements AutoCloseable {

    private static final Duration INSTALLATION = Duration.ofMinutes(5);

    private final ListeningProcess process;
    private final int port;

    private NodeServer(ListeningProcess process) {
        this.process = process;
        this.port = process.awaitPort();
    }

    /**
     * A running server; where it cannot be installed, {@link RequiredServers} decides.
     *
     * @param test a class of the module that has the folder {@code peer}
     * @throws IllegalStateException when the module has no such folder, or its script does not start a server
     */
    public static NodeServer start(Class<?> test) {
        Path description = description(test);
        // What the script does is the module's own doing, so that nothing but the installation may skip a test.
        return new NodeServer(RequiredServers.start(
                "The public server of " + test.getSimpleName(),
                "It needs Node.js 20 or later with npm on the PATH, and npm's registry.",
                () -> launch(install(description))));
    }

    private static Path description(Class<?> test) {
        URL script = test.getResource("/peer/server.js");
        if (script == null) {
            throw new IllegalStateException("There is no peer/server.js among the test resources.");
        }
        return Path.of(URI.create(script.toString())).getParent();
    }

    /** Beside the folder of the test classes, because what is found in there is searched for tests. */
    private static Path install(Path description) throws IOException, InterruptedException {
        Path folder = description.resolveSibling("..").normalize().resolve("peer");
        Path lock = description.resolve("package-lock.json");
        Path installed = folder.resolve("installed-lock.json");
        boolean current = Files.exists(installed) && Files.mismatch(lock, installed) < 0;
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(description)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!current) {
            // No package's own scripts: what is installed is only run as the server.
            run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            // Written last, so that an installation that was cut off is made again.
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return folder;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path said = folder.resolve("npm.log");
        Process process = process(folder, said, command).start();
        String line = String.join(" ", command);
        if (!process.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("'" + line + "' took longer than " + INSTALLATION.toMinutes() + " minutes.");
        }
        if (process.exitValue() != 0) {
            throw new IOException("'" + line + "' failed: " + Files.readString(said));
        }
    }

    private static ListeningProcess launch(Path folder) throws IOException {
        return ListeningProcess.start(folder, List.of("node", "server.js"));
    }

    private static ProcessBuilder process(Path folder, Path output, String... command) {
        File file = output.toFile();
        return new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(file);
    }

    public int port() {
        return port;
    }

    /** Where the server listens, such as {@code 127.0.0.1:41234}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Stops the server; what it wrote stays in {@code target/peer}. */
    @Override
    public void close() {
        process.close();
    }
}
