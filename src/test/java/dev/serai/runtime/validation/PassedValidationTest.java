/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassedValidationTest {

    private static final Set<String> COMPONENTS = Set.of("timer", "log");

    private final Map<String, String> environment = new HashMap<>(Map.of("SHOP", "north"));

    @TempDir
    private Path folder;

    private Path jar;
    private Path otherJar;
    private Path workspace;

    @BeforeEach
    void writeFiles() throws IOException {
        jar = Files.writeString(folder.resolve("some.jar"), "some");
        otherJar = Files.writeString(folder.resolve("other.jar"), "other");
        workspace = Files.createDirectory(folder.resolve("workspace"));
        for (String file : List.of(
                "a.camel.yaml",
                "B.java",
                "kamelets/c.kamelet.yaml",
                "lib/d.jar",
                "connectors.yaml",
                "application.properties")) {
            Files.createDirectories(workspace.resolve(file).getParent());
            Files.writeString(workspace.resolve(file), "as it was");
        }
    }

    private PassedValidation now() {
        return with(jar, otherJar);
    }

    private PassedValidation with(Path... classPath) {
        return PassedValidation.of(Workspace.open(workspace), List.of(classPath), environment);
    }

    @Test
    void whatWasFoundRightIsKnownAsLongAsNothingChanges() {
        assertThat(now().components()).isEmpty();
        now().keep(COMPONENTS);

        assertThat(now().components()).contains(COMPONENTS);
        environment.put("SHLVL", "2");
        assertThat(now().components()).contains(COMPONENTS);
    }

    @Test
    void aWorkspaceWithoutEndpointsIsKnownToo() {
        now().keep(Set.of());

        assertThat(now().components()).contains(Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.camel.yaml",
                "B.java",
                "kamelets/c.kamelet.yaml",
                "lib/d.jar",
                "connectors.yaml",
                "application.properties"
            })
    void aFileThatChangesOrComesOrGoesIsNoticed(String file) throws IOException {
        Path changed = workspace.resolve(file);
        now().keep(COMPONENTS);

        // As long as before, and as old: only jars are told apart by their size and time.
        FileTime time = Files.getLastModifiedTime(changed);
        Files.writeString(changed, file.endsWith(".jar") ? "as it was not" : "is as it ");
        Files.setLastModifiedTime(changed, time);
        assertThat(now().components()).as("changed").isEmpty();

        Files.writeString(changed, "as it was");
        Files.setLastModifiedTime(changed, time);
        assertThat(now().components()).as("as before").contains(COMPONENTS);

        Files.delete(changed);
        assertThat(now().components()).as("gone").isEmpty();

        now().keep(COMPONENTS);
        Files.writeString(changed, "as it was");
        assertThat(now().components()).as("come").isEmpty();
    }

    @Test
    void anotherVersionOfSeraiIsNoticed() throws IOException {
        now().keep(COMPONENTS);
        Files.writeString(jar, "other");

        assertThat(now().components()).isEmpty();
    }

    @Test
    void theEnvironmentAndJavasPropertiesAreNoticed() {
        now().keep(COMPONENTS);
        environment.put("SHOP", "south");
        assertThat(now().components()).isEmpty();

        environment.put("SHOP", "north");
        System.setProperty("passed.validation", "yes");
        try {
            assertThat(now().components()).isEmpty();
        } finally {
            System.clearProperty("passed.validation");
        }
    }

    @Test
    void whatChangedDuringTheStartIsNotTakenForRight() throws IOException {
        PassedValidation before = now();
        Files.writeString(workspace.resolve("a.camel.yaml"), "mended");
        before.keep(COMPONENTS);

        Files.writeString(workspace.resolve("a.camel.yaml"), "as it was");
        assertThat(now().components()).isEmpty();
    }

    @Test
    void classesInFoldersMayChangeAtAnyTime() {
        with(jar, folder).keep(COMPONENTS);

        assertThat(workspace.resolve(".serai")).doesNotExist();
        assertThat(with(jar, folder).components()).isEmpty();
    }

    @Test
    void aJarAloneMayNameOthers() {
        with(jar).keep(COMPONENTS);

        assertThat(workspace.resolve(".serai")).doesNotExist();
        assertThat(with(jar).components()).isEmpty();
    }

    @Test
    void aFileThatSaysNothingIsPassedOver() throws IOException {
        now().keep(COMPONENTS);
        Path file = workspace.resolve(".serai/validated");
        Files.writeString(file, "");
        assertThat(now().components()).isEmpty();

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(now().components()).isEmpty();
    }

    @Test
    void nobodyElseMayReadItAndNothingIsLeftBeside() throws IOException {
        now().keep(COMPONENTS);
        now().keep(COMPONENTS);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.resolve(".serai"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(workspace.resolve(".serai"))) {
            assertThat(files).containsExactly(workspace.resolve(".serai/validated"));
        }
    }

    @Test
    void whereNothingCanBeWrittenTheStartGoesOn() throws IOException {
        Files.writeString(workspace.resolve(".serai"), "a file");
        now().keep(COMPONENTS);

        assertThat(now().components()).isEmpty();
    }
}
