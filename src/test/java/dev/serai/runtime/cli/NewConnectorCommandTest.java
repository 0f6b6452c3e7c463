/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serai new connector} takes, says and refuses. */
class NewConnectorCommandTest {

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void chooseTarget() {
        target = folder.resolve("made/here");
    }

    @Test
    void itSaysWhatItMadeAndWhatComesNext() {
        CommandRun run = CommandRun.of("new", "connector", "acme-crm", "--directory", target);

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("The connector type 'acme-crm' is in " + target)
                .containsPattern("src/main/java/com/example/acmecrm/AcmeCrmClient\\.java +speaks the system's protocol")
                .endsWith(String.join(
                        "\n",
                        "  cd " + target,
                        "  mvn verify",
                        "  cp target/acme-crm-1.0.0-SNAPSHOT.jar WORKSPACE/lib/",
                        ""));
        run.out()
                .lines()
                .map(line -> line.trim().replaceFirst(" .*", ""))
                .filter(word -> word.startsWith("src/") || word.startsWith("example/"))
                .forEach(file -> assertThat(target.resolve(file)).isNotEmptyFile());
    }

    @Test
    void thePackageMayBeChosen() {
        CommandRun.of("new", "connector", "crm", "--directory", target, "--package", "org.acme");

        assertThat(target.resolve("src/main/java/org/acme/CrmConnector.java"))
                .content()
                .startsWith("package org.acme;\n");
        assertThat(target.resolve("pom.xml")).content().contains("<groupId>org</groupId>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AcmeCRM  | 'AcmeCRM' cannot be a type of connector | Write 'acme-crm'.",
                "9lives   | '9lives' cannot be a type of connector  | Write 'lives'.",
                "acme_crm | made of a-z, 0-9 and '-'                | Write 'acme-crm'.",
                "!        | '!' cannot be a type of connector       | Write 'acme-crm'.",
                "http     | named like classes that they use        | Write 'http-system'",
                "sql      | There is a type 'sql' already           | Write another name, such as 'our-sql'.",
                "database | type 'sql' already, which 'database' means, too | 'our-database'."
            })
    void aNameThatCannotBeIsRefusedWithWhatToWrite(String name, String problem, String remedy) {
        assertRefused(CommandRun.of("new", "connector", name, "--directory", target), problem, remedy);
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"com.example.class", "com..example", "com.9lives", "com/example"})
    void aPackageThatCannotBeIsRefusedWithWhatToWrite(String name) {
        assertRefused(
                CommandRun.of("new", "connector", "acme-crm", "--directory", target, "--package", name),
                "'" + name + "' cannot be a package",
                "Write 'com.example.acmecrm', for example.");
        assertThat(target).doesNotExist();
    }

    @Test
    void aFolderThatIsNotEmptyIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(target);
        Path file = Files.writeString(target.resolve("notes.txt"), "mine");

        assertRefused(
                CommandRun.of("new", "connector", "acme-crm", "--directory", target),
                "The folder " + target + " is not empty.",
                "--directory DIR");
        assertRefused(
                CommandRun.of("new", "connector", "acme-crm", "--directory", file),
                file + " is a file.",
                "--directory DIR");
        assertThat(target).isDirectoryContaining(path -> path.equals(file));
        assertThat(target.toFile().list()).hasSize(1);
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Files.createDirectories(target);

        assertThat(CommandRun.of("new", "connector", "acme-crm", "--directory", target)
                        .code())
                .isZero();
    }

    private static void assertRefused(CommandRun run, String... parts) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(parts);
    }
}
