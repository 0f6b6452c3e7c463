/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in front of java, in a tree of its own, with a java and a Maven that say how they were called. */
class LauncherTest {

    @TempDir
    private Path tree;

    private Path home;
    private Path jdk;

    @BeforeEach
    void plant() throws IOException {
        home = Files.createDirectories(tree.resolve("the house"));
        jdk = tree.resolve("jdk");
        // Maven runs a module's tests in its folder.
        Files.copy(Path.of("").toAbsolutePath().resolveSibling("serai"), home.resolve("serai"));
        script(jdk.resolve("bin/java"), "echo \"java $*\"");
        script(jdk.resolve("bin/javac"), "exit 0");
        release("17.0.15");
        script(home.resolve("mvnw"), """
                echo "[INFO] Building Serai: runtime 1.0     [1/1]"
                mkdir -p src/target/serai/lib
                echo built >> built.log
                """);
        Files.createDirectories(home.resolve("src/main"));
    }

    @Test
    void theFirstCallBuildsAndTheSecondDoesNot() throws Exception {
        assertThat(call(home.resolve("serai"), "run", "my routes")).contains("Building Serai", "Serai: runtime 1.0");
        String second = call(home.resolve("serai"), "run", "my routes");

        assertThat(second).doesNotContain("Building").endsWith("dev.serai.runtime.cli.Serai run my routes\n");
        assertThat(home.resolve("built.log")).hasContent("built");
    }

    @Test
    void aSourceThatIsNewerThanTheBuildIsBuilt() throws Exception {
        call(home.resolve("serai"), "--version");
        Path source = Files.writeString(home.resolve("src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(10)));

        assertThat(call(home.resolve("serai"), "--version")).contains("Building Serai");
    }

    @Test
    void aBuildThatFailsIsToldWithItsErrorsAndIsRepeated() throws Exception {
        script(home.resolve("mvnw"), "echo '[ERROR] no such symbol'; exit 1");

        assertThat(call(home.resolve("serai"), "--version"))
                .contains("[ERROR] no such symbol", "The build failed.")
                .doesNotContain("dev.serai.runtime.cli.Serai --version");
        assertThat(call(home.resolve("serai"), "--version")).contains("The build failed.");
    }

    @Test
    void itIsFoundThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(tree.resolve("link"), Path.of("the house/serai"));

        assertThat(call(link, "--version")).contains("-cp " + home.toRealPath().resolve("src/target/serai/lib/*"));
    }

    @Test
    void newerJavaGetsVirtualThreadsAndItsOwnFlags() throws Exception {
        assertThat(call(home.resolve("serai"), "x"))
                .contains("--enable-native-access=ALL-UNNAMED")
                .doesNotContain("virtual", "unsafe");
        release("25.0.1");
        assertThat(call(home.resolve("serai"), "x"))
                .contains("-Dcamel.threads.virtual.enabled=true", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void theCollectorForThroughputIsChosenUnlessAnotherIsNamed() throws Exception {
        assertThat(call(home.resolve("serai"), "run")).contains("-XX:+UseParallelGC");
        assertThat(call(Map.of("JAVA_OPTS", "-Xmx1g -XX:+UseZGC"), home.resolve("serai"), "run"))
                .contains("-XX:+UseZGC")
                .doesNotContain("-XX:+UseParallelGC");
    }

    @Test
    void sqlitesOwnCodeIsTakenFromBesideTheJars() throws Exception {
        call(home.resolve("serai"), "--version");
        Path natives = home.toRealPath().resolve("src/target/serai/native/org/sqlite/native");
        for (String platform : List.of("Linux/x86_64", "Linux/aarch64", "Mac/x86_64", "Mac/aarch64")) {
            Files.createDirectories(natives.resolve(platform));
        }

        assertThat(call(home.resolve("serai"), "--version")).contains("-Dorg.sqlite.lib.path=" + natives + "/");
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        release("11.0.2");

        assertThat(call(home.resolve("serai"), "x")).contains("is version 11, but Serai needs 17 or later");
    }

    @Test
    void aWrongJavaHomeIsNamed() throws Exception {
        jdk = tree.resolve("nowhere");

        assertThat(call(home.resolve("serai"), "x")).contains("JAVA_HOME is " + jdk + ", but there is no bin/java");
    }

    private void release(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String call(Path launcher, String... arguments) throws IOException, InterruptedException {
        return call(Map.of(), launcher, arguments);
    }

    private String call(Map<String, String> environment, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("JAVA_OPTS");
        // What follows is about the script alone; the archive has tests of its own.
        builder.environment().put("SERAI_CLASS_ARCHIVE", "off");
        builder.environment().putAll(environment);
        Process process =
                builder.directory(tree.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
