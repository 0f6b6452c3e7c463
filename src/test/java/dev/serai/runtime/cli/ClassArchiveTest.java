/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of classes that the launcher makes with the JDK of these tests, in an installation whose main class does
 * nothing but say how it was started.
 */
class ClassArchiveTest {

    private static final String MAIN = """
            package dev.serai.runtime.cli;
            import java.nio.file.Files;
            import java.nio.file.Path;
            public final class Serai {
                public static void main(String... arguments) throws Exception {
                    System.out.println("started with " + String.join(" ", arguments));
                    if (arguments[0].equals("run") && System.getenv("ENDLESS") != null) {
                        Thread.sleep(600_000);
                    }
                    if (arguments[0].equals("run") && System.getenv("UNTIL") != null) {
                        while (!Files.exists(Path.of(System.getenv("UNTIL")))) {
                            Thread.sleep(20);
                        }
                        System.exit(Files.isDirectory(Path.of(arguments[1])) ? 0 : 1);
                    }
                }
            }
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path tree;

    private Path home;
    private Path distribution;
    private Path caches;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(tree.resolve("house"));
        distribution = home.resolve("src/target/serai");
        caches = tree.resolve("caches");
        Files.copy(Path.of("").toAbsolutePath().resolveSibling("serai"), home.resolve("serai"));
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(distribution.resolve("lib"));
        jar("serai.jar", MAIN);
        Files.createFile(distribution.resolve("built"));
        Files.setLastModifiedTime(
                distribution.resolve("built"), FileTime.from(Instant.now().plusSeconds(60)));
    }

    @Test
    void theFirstUseMakesItAndTheSecondTakesItOver() throws Exception {
        assertThat(call("--version")).isEqualTo("started with --version\n");
        awaitArchive(distribution);

        assertThat(classesOf("--version")).contains("dev.serai.runtime.cli.Serai source: shared objects file");
    }

    @Test
    void anArchiveDoesNotOutliveItsJars() throws Exception {
        call("--version");
        Path first = awaitArchive(distribution);
        jar("serai.jar", MAIN.replace("started with", "changed, started with"));

        assertThat(call("--version")).isEqualTo("changed, started with --version\n");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(archives(distribution)).hasSize(1).doesNotContain(first));
        assertThat(classesOf("--version")).contains("dev.serai.runtime.cli.Serai source: shared objects file");
    }

    @Test
    void javaPassesOverInSilenceWhatIsNoArchive() throws Exception {
        call("--version");
        Path archive = awaitArchive(distribution);
        Files.delete(archive);
        Files.writeString(archive, "half of an archive");

        assertThat(call("--version")).isEqualTo("started with --version\n");
    }

    @Test
    void aMakingThatIsKilledLeavesNothingThatIsUsed() throws Exception {
        call(Map.of("ENDLESS", "yes"), "--version");
        Path making = await().atMost(PATIENCE).until(this::making, found -> found != null);
        ProcessHandle training = await().atMost(PATIENCE).until(() -> training(making), found -> found != null);
        training.destroyForcibly();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(making.resolve("workspace")).doesNotExist());
        assertThat(archives(distribution)).isEmpty();
        // It is let alone for a while, and tried again later.
        assertThat(call("--version")).isEqualTo("started with --version\n");
        assertThat(archives(distribution)).isEmpty();
        Files.setLastModifiedTime(making, FileTime.from(Instant.now().minus(Duration.ofMinutes(17))));
        call("--version");
        awaitArchive(distribution);
    }

    @Test
    void whoeverComesWhileItIsMadeLeavesItAlone() throws Exception {
        Path end = tree.resolve("end");
        call(Map.of("UNTIL", end.toString()), "--version");
        Path making = await().atMost(PATIENCE).until(this::making, found -> found != null);
        await().atMost(PATIENCE).until(() -> training(making), found -> found != null);

        for (int i = 0; i < 5; i++) {
            assertThat(call("--version")).isEqualTo("started with --version\n");
        }
        Files.createFile(end);
        awaitArchive(distribution);
    }

    @Test
    void whereOnlyOthersMayWriteItLiesAmongTheUsersCaches() throws Exception {
        Files.setPosixFilePermissions(distribution, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(distribution))
                .as("whoever runs these tests may write everywhere")
                .isFalse();
        try {
            call("--version");
            Path archive = await().atMost(PATIENCE).until(this::cached, found -> found != null);

            assertThat(archive).startsWith(caches.resolve("serai"));
            assertThat(classesOf("--version")).contains("dev.serai.runtime.cli.Serai source: shared objects file");
        } finally {
            Files.setPosixFilePermissions(distribution, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void withoutAnyFolderForItAStartGoesOnAsItDid() throws Exception {
        Files.createFile(caches);
        Files.setPosixFilePermissions(distribution, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(call("--version")).isEqualTo("started with --version\n");
        } finally {
            Files.setPosixFilePermissions(distribution, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void itIsLeftOutOnRequest() throws Exception {
        call("--version");
        awaitArchive(distribution);

        assertThat(classesOf(Map.of("SERAI_CLASS_ARCHIVE", "off"), "--version"))
                .contains("dev.serai.runtime.cli.Serai source: file:");
    }

    private Path awaitArchive(Path folder) {
        List<Path> found = await().atMost(PATIENCE).until(() -> archives(folder), archives -> !archives.isEmpty());
        return found.get(0);
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("classes-\\d+-\\d+\\.jsa"))
                    .toList();
        }
    }

    private Path making() throws IOException {
        try (Stream<Path> files = Files.list(distribution)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".making"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private Path cached() throws IOException {
        if (!Files.isDirectory(caches)) {
            return null;
        }
        try (Stream<Path> files = Files.walk(caches)) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** The java that runs the training; the processes around it name the same folder. */
    private static ProcessHandle training(Path making) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line ->
                                line.contains(making.toString()) && line.contains("dev.serai.runtime.cli.Serai run"))
                        .isPresent())
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElse(null);
    }

    /** What Java says of the classes that it loaded. */
    private String classesOf(String... arguments) throws Exception {
        return classesOf(Map.of(), arguments);
    }

    private String classesOf(Map<String, String> environment, String... arguments) throws Exception {
        Path log = tree.resolve("classes.log");
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_OPTS", "-Xlog:class+load:file=" + log);
        call(all, arguments);
        return Files.readString(log);
    }

    private String call(String... arguments) throws Exception {
        return call(Map.of(), arguments);
    }

    private String call(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("serai").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "SERAI_CLASS_ARCHIVE", "JAVA_TOOL_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", caches.toString());
        builder.environment().putAll(environment);
        Process process =
                builder.directory(tree.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void jar(String name, String source) throws IOException {
        Path classes = Files.createTempDirectory(tree, "classes");
        Path file = Files.writeString(classes.resolve("Serai.java"), source);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", classes.toString(), file.toString());
        assertThat(code).isZero();
        String entry = "dev/serai/runtime/cli/Serai.class";
        try (OutputStream stream =
                        Files.newOutputStream(distribution.resolve("lib").resolve(name));
                JarOutputStream jar = new JarOutputStream(stream)) {
            jar.putNextEntry(new JarEntry(entry));
            Files.copy(classes.resolve(entry), jar);
            jar.closeEntry();
        }
    }
}
