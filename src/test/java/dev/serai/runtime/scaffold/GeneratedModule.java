/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.connector.specification.ComponentMetadataWriter;
import dev.serai.connector.specification.ComponentMetadataWriter.Artifact;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A module that the command made, built as its pom says but without Maven. */
record GeneratedModule(Path directory) {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String TYPE = "acme-crm";

    Path classes() {
        return directory.resolve("target/classes");
    }

    private Path testClasses() {
        return directory.resolve("target/test-classes");
    }

    Path source(String name) {
        try (Stream<Path> files = Files.walk(directory.resolve("src"))) {
            return files.filter(file -> file.endsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The module has no " + name + "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles what goes into the jar, with no warning, and writes the descriptions of its scheme. */
    void build() throws IOException {
        compile("src/main/java", classes(), CLASS_PATH);
        Path resources = directory.resolve("src/main/resources");
        for (Path file : files(resources)) {
            Path copy = classes().resolve(resources.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        try (URLClassLoader classLoader = classLoader()) {
            ComponentMetadataWriter.write(classes(), new Artifact("com.example", TYPE, "1.0.0-SNAPSHOT"), classLoader);
        }
    }

    /** Builds the module and runs all its tests. */
    List<ModuleTestRun.Outcome> verify() throws IOException, InterruptedException {
        return test(".*Test");
    }

    /**
     * Builds the module, and runs tests in a JVM of its own.
     *
     * @param classes a pattern of the names of test classes
     */
    List<ModuleTestRun.Outcome> test(String classes, String... jvmArguments) throws IOException, InterruptedException {
        build();
        String classPath = classes() + File.pathSeparator + CLASS_PATH;
        compile("src/test/java", testClasses(), classPath);
        Path outcomes = directory.resolve("target/outcomes.json");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of(
                // It lives for seconds.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                testClasses() + File.pathSeparator + classPath,
                ModuleTestRun.class.getName(),
                testClasses().toString(),
                classes,
                outcomes.toString()));
        Path log = directory.resolve("target/tests.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the tests end").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(outcomes).as(Files.readString(log)).exists();
        return new ObjectMapper().readValue(outcomes.toFile(), new TypeReference<>() {});
    }

    /** The module's classes, as they lie in the jar. */
    URLClassLoader classLoader() throws IOException {
        return new URLClassLoader(
                new URL[] {classes().toUri().toURL()}, getClass().getClassLoader());
    }

    /** Writes the jar. */
    void jar(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Path entry : files(classes())) {
                jar.putNextEntry(new JarEntry(classes().relativize(entry).toString()));
                Files.copy(entry, jar);
            }
        }
    }

    private void compile(String sources, Path target, String classPath) throws IOException {
        Files.createDirectories(target);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-Xlint:all,-classfile,-processing,-path",
                "-Werror",
                "-proc:none",
                "-d",
                target.toString(),
                "-classpath",
                classPath);
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(files(directory.resolve(sources))))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
