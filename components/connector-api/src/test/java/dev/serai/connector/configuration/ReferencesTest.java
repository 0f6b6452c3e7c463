/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

    private final References references = new References(
            Map.of("HOST", "db", "EMPTY", "", "MONEY", "$1\\2")::get, text -> text.replace("{{a}}", "b"));

    @ParameterizedTest
    @CsvSource(
            value = {
                "plain | plain",
                "${HOST} | db",
                "jdbc:x://${HOST}:${PORT:5432}/y | jdbc:x://db:5432/y",
                "[${EMPTY}] | []",
                "[${UNSET:}] | []",
                "${UNSET:a:b} | a:b",
                "${MONEY} | $1\\2",
                "${body.id} | ${body.id}",
                "$HOST | $HOST",
                "{{a}}-${HOST} | b-db",
            },
            delimiter = '|')
    void variablesAndPlaceholdersAreFilledIn(String text, String expected) {
        assertThat(references.resolve(text)).isEqualTo(expected);
    }

    @Test
    void anUnsetVariableWithoutDefaultIsRefused() {
        assertThatThrownBy(() -> references.resolve("x${UNSET}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The environment variable UNSET is not set. Set it, or give a default: ${UNSET:value}.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${A}",
                "${A:}",
                "{{a.b}}",
                "{{env:A}}",
                "{{aws:db/password}}",
                "{{hashicorp:a:b}}",
                "{{hashicorp:a:b#c}}",
                "${file:/run/secrets/a}"
            })
    void aReferenceAloneGivesNothingAway(String text) {
        assertThat(References.isPure(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "${A:b}",
                "a${file:/b}",
                "a${A}",
                "${A}${B}",
                "{{a:b}}",
                "{{env:A:b}}",
                "{{a}}b",
                "{{hashicorp:a:b:c}}"
            })
    void anythingElseMay(String text) {
        assertThat(References.isPure(text)).isFalse();
    }

    @Test
    void aFilesTextIsPutInAsItIsWithoutItsLastLineBreak(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("key"), "a\n${HOST}{{a}}\n");
        References inFolder = new References(name -> "db", text -> text.replace("{{a}}", "b"), folder);

        assertThat(inFolder.resolve("${file:key}")).isEqualTo("a\n${HOST}{{a}}");
        assertThat(inFolder.resolve("{{a}}-${file:" + folder.resolve("key") + "}-${HOST}"))
                .isEqualTo("b-a\n${HOST}{{a}}-db");
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithItsPathAndTheReason(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("large"), new byte[1024 * 1024 + 1]);
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});
        References inFolder = new References(name -> null, text -> text, folder);

        assertThatThrownBy(() -> inFolder.resolve("${file:/no/such}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The file /no/such of ${file:/no/such} cannot be read: it does not exist. Name a text file"
                        + " that the process may read.");
        assertThatThrownBy(() -> inFolder.resolve("${file:large}")).hasMessageContaining("it is larger than 1 MB");
        assertThatThrownBy(() -> inFolder.resolve("${file:binary}")).hasMessageContaining("it is not UTF-8 text");
        assertThatThrownBy(() -> inFolder.resolve("${file:.}")).hasMessageContaining("it is a folder");
    }
}
