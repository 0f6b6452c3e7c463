/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in Java whose libraries fit no other class path, so that it runs in a process of its own.
 *
 * @param module that has it; whoever wants the server has it on the class path, without its libraries
 * @param mainClass of the module
 */
record ServerProgram(String module, String mainClass) {

    /**
     * What starts it.
     *
     * @param options for the JVM
     * @throws IllegalStateException when the class path lacks the module
     */
    List<String> command(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(ofThisCompiler());
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** How far this JVM compiles, so does the server's: in short tests not as far as in long ones. */
    private static List<String> ofThisCompiler() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
                .toList();
    }

    private String classPath() throws IOException {
        ClassLoader loader = ServerProgram.class.getClassLoader();
        try (InputStream libraries = loader.getResourceAsStream("META-INF/" + module + ".classpath")) {
            if (libraries == null) {
                throw new IllegalStateException(
                        "The class path lacks the module " + module + ". Add it as a dependency with the scope test.");
            }
            Path program = Path.of(Class.forName(mainClass, false, loader)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program + File.pathSeparator + new String(libraries.readAllBytes(), StandardCharsets.UTF_8);
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("The module " + module + " is not whole.", e);
        }
    }
}
