/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
    @ValueSource(strings = {"${A}", "${A:}", "{{a.b}}", "{{env:A}}", "{{aws:db/password}}", "{{hashicorp:a:b}}"})
    void aReferenceAloneGivesNothingAway(String text) {
        assertThat(References.isPure(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "${A:b}", "a${A}", "${A}${B}", "{{a:b}}", "{{env:A:b}}", "{{a}}b", "{{hashicorp:a:b:c}}"
            })
    void anythingElseMay(String text) {
        assertThat(References.isPure(text)).isFalse();
    }
}
