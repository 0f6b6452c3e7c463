/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import dev.serai.runtime.cli.Serai;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes that the runtime loads from jars, in a form that a JVM takes over as it is, as those of an installed runtime
 * are. Tests start so many that each would otherwise spend most of its life on loading them.
 */
final class SharedClasses {

    private static final String WORKFLOW = """
            - route:
                id: begin
                from:
                  uri: timer:begin
                  parameters: { repeatCount: 1, delay: 0 }
                  steps:
                    - to: workflow:greet
            - route:
                id: greet
                from:
                  uri: workflow:greet
                  steps:
                    - setBody: { simple: "${header.name} greeted" }
                    - to: "log:greet"
            """;

    private static final List<String> OPTIONS = List.of(
            // Most of these processes live for seconds.
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private SharedClasses() {}

    /** The start of a command that runs Java with the classes of the tests. */
    static List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-XX:SharedArchiveFile=" + Made.ARCHIVE, "-cp", everything()));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The jars first: an archive is of what a class path begins with, and takes no folders. */
    private static String everything() {
        return path(true) + File.pathSeparator + path(false);
    }

    private static String path(boolean jars) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.isRegularFile(Path.of(entry)) == jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Made when it is first asked for, and once for all tests. */
    private static final class Made {

        static final Path ARCHIVE = make();

        private static Path make() {
            try {
                Path folder = Files.createDirectories(Path.of("target", "shared-classes"))
                        .toAbsolutePath();
                Path workspace = Files.createDirectories(folder.resolve("workspace"));
                Files.writeString(workspace.resolve("greet.camel.yaml"), WORKFLOW);
                Path list = folder.resolve("list");
                Path archive = folder.resolve("classes.jsa");
                run(
                        folder,
                        "-XX:DumpLoadedClassList=" + list,
                        "-cp",
                        everything(),
                        Serai.class.getName(),
                        "run",
                        workspace.toString(),
                        "--until-idle");
                run(
                        folder,
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + archive,
                        "-cp",
                        path(true));
                return archive;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void run(Path folder, String... arguments) throws IOException, InterruptedException {
            Path log = folder.resolve("log");
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(OPTIONS);
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("No archive of classes could be made: " + Files.readString(log));
            }
        }
    }
}
