/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    private final Map<String, Object> values = Map.of("id", 7, "file-name", "a$1\\b", "n.x", "y");

    @Test
    void everyPlaceIsFilledWithTheEncodedValue() {
        assertThat(PathTemplate.fill("/orders/{id}/{file-name}.{n.x}?x={id}", values::get, value -> "<" + value + ">"))
                .isEqualTo("/orders/<7>/<a$1\\b>.<y>?x=<7>");
    }

    @Test
    void whatIsNoPlaceStays() {
        assertThat(PathTemplate.fill("/a/{}/{1}/{ id }", values::get, value -> value))
                .isEqualTo("/a/{}/{1}/{ id }");
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> PathTemplate.fill("/orders/{number}", values::get, value -> value))
                .isInstanceOf(ConnectorException.class)
                .hasMessage(
                        "SERAI-CONNECTOR-005: The path '/orders/{number}' needs a value for {number}. Set a header or"
                                + " variable of that name, or have it in the body.");
    }

    @Test
    void anEncodingMayRefuseAValue() {
        assertThatThrownBy(() -> PathTemplate.fill("{id}", values::get, value -> {
                    throw new IllegalArgumentException("no " + value);
                }))
                .hasMessage("no 7");
    }
}
