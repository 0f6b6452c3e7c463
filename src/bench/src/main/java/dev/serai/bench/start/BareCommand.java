/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bare Camel as a process, with the jars that these routes need and no others. */
final class BareCommand {

    private static final Set<String> JARS = Set.of(
            "camel-api",
            "camel-base",
            "camel-base-engine",
            "camel-bean",
            "camel-cloud",
            "camel-cluster",
            "camel-core-catalog",
            "camel-core-engine",
            "camel-core-languages",
            "camel-core-model",
            "camel-core-processor",
            "camel-core-reifier",
            "camel-direct",
            "camel-dsl-support",
            "camel-health",
            "camel-log",
            "camel-main",
            "camel-management-api",
            "camel-support",
            "camel-timer",
            "camel-tooling-model",
            "camel-util",
            "camel-util-json",
            "camel-xml-io-util",
            "camel-yaml-dsl",
            "camel-yaml-dsl-common",
            "camel-yaml-dsl-deserializers",
            "logback-classic",
            "logback-core",
            "serai-bench",
            "slf4j-api",
            "snakeyaml-engine");

    private static final Pattern VERSION = Pattern.compile("-\\d.*");

    private BareCommand() {}

    /** @param archive of its classes, or null to do without */
    static List<String> of(Path routes, Path archive) {
        List<String> command = java();
        if (archive != null) {
            command.add(1, ClassArchive.used(archive));
        }
        command.add("file:" + routes + "/*");
        return command;
    }

    /** Makes such an archive, as the launcher does for Serai. */
    static void makeArchive(Path routes, Path archive) throws IOException, InterruptedException {
        List<String> command = java();
        command.add(1, ClassArchive.made(archive));
        command.add("file:" + routes + "/*");
        command.add("exit");
        try (StartedProcess training = StartedProcess.of(command, Map.of())) {
            training.secondsUntil(BareStart.STARTED);
            training.awaitEnd();
        }
    }

    private static List<String> java() {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> JARS.contains(
                        VERSION.matcher(Path.of(entry).getFileName().toString()).replaceFirst("")))
                .collect(Collectors.joining(File.pathSeparator));
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // What the launcher chooses.
                "-XX:+UseParallelGC",
                "-Dlogback.configurationFile=logback-bench.xml",
                "-cp",
                classPath,
                BareStart.class.getName()));
    }
}
