/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

    private Placeholders placeholders;

    @BeforeEach
    void settings() {
        Properties properties = new Properties();
        properties.setProperty("inbox", "{{base}}/in");
        properties.setProperty("base", "data");
        properties.setProperty("circle", "{{circle}}");
        placeholders = new Placeholders(properties, Map.of("HOST_NAME", "shop", "API_PORT", "81")::get);
    }

    @Test
    void propertiesAreSubstitutedThroughOneAnother() {
        assertThat(placeholders.substitute("file:{{inbox}}")).isEqualTo("file:data/in");
    }

    @Test
    void theEnvironmentIsAskedByFunctionAndByName() {
        assertThat(placeholders.substitute("{{env:HOST_NAME}}:{{api.port}}")).isEqualTo("shop:81");
    }

    @Test
    void aDefaultIsUsedWhenNothingElseIsThere() {
        assertThat(placeholders.substitute("{{speed:5s}} {{env:NONE:x}}")).isEqualTo("5s x");
    }

    @Test
    void whatHasNoValueIsNamedAndLeftAsItIs() {
        assertThat(placeholders.unresolved("{{inbox}} {{a.b}} {{env:NONE}} {{?c}} {{d:1}} {{e}}", Set.of("e")))
                .containsExactly("a.b", "env:NONE");
        assertThat(placeholders.substitute("{{a.b}}")).isEqualTo("{{a.b}}");
    }

    @Test
    void aPropertyThatNamesItselfDoesNotHang() {
        assertThat(placeholders.substitute("{{circle}}")).isEqualTo("{{circle}}");
    }
}
