/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processes of Java with the test's own class path. */
final class JavaProcesses {

    private final List<Process> all = new ArrayList<>();

    /** @param log what it says is added to this file */
    Process start(
            Path log, Map<String, String> environment, List<String> options, Class<?> program, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Most of these processes live for seconds.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        all.add(process);
        return process;
    }

    /** Ends all that still run; to be called after each test. */
    void end() throws InterruptedException {
        for (Process process : all) {
            process.destroyForcibly().waitFor();
        }
    }
}
