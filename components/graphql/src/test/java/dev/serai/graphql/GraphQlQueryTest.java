/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.parser.Parser;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents from their parts. */
class GraphQlQueryTest {

    @Test
    void everyPart() {
        String document = GraphQlQuery.mutation("shop.place")
                .named("Place")
                .variable("id", "[ID!]!")
                .argument("ids", GraphQlQuery.variable("id"))
                .argument("order", order())
                .fields("id", "customer.name", "customer.address.city")
                .build();
        assertThat(document.replaceAll("\\s+", " ").strip())
                .isEqualTo("mutation Place($id: [ID!]!) { shop { place(ids: $id, order: {total : 12.50, state : OPEN,"
                        + " tags : [\"a\", 1, true, null]}) { id customer { name address { city } } } } }");
    }

    private static Map<String, Object> order() {
        Map<String, Object> order = new java.util.LinkedHashMap<>();
        order.put("total", new BigDecimal("12.50"));
        order.put("state", GraphQlQuery.enumValue("OPEN"));
        order.put("tags", java.util.Arrays.asList("a", 1, true, null));
        return order;
    }

    @Test
    void aFieldWithoutFields() {
        assertThat(GraphQlQuery.query("version").build().replaceAll("\\s+", " ").strip())
                .isEqualTo("{ version }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "\"quoted\"",
                "back\\slash",
                "\") { secrets } #",
                "a\nb\tc\u0000",
                "\"\"\"block\"\"\"",
                "$variable",
                "ü€😀"
            })
    void textStaysText(String text) {
        String document =
                GraphQlQuery.query("find").argument("text", text).field("id").build();
        OperationDefinition operation = Parser.parse(document)
                .getFirstDefinitionOfType(OperationDefinition.class)
                .orElseThrow();
        Field field = (Field) operation.getSelectionSet().getSelections().get(0);
        assertThat(field.getName()).isEqualTo("find");
        assertThat(((StringValue) field.getArguments().get(0).getValue()).getValue())
                .isEqualTo(text);
        assertThat(operation.getSelectionSet().getSelections()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "1a", "a{b}", "a(b: 1)", "a..b", "é"})
    void whatIsNoNameIsRefused(String name) {
        GraphQlQuery query = GraphQlQuery.query("orders");
        assertThatThrownBy(() -> query.field(name)).hasMessageContaining("is no name of GraphQL");
        assertThatThrownBy(() -> query.argument(name, 1)).hasMessageContaining("is no name of GraphQL");
        assertThatThrownBy(() -> query.variable(name, "Int")).hasMessageContaining("is no name of GraphQL");
        assertThatThrownBy(() -> query.argument("filter", Map.of(name, 1)))
                .hasMessageContaining("is no name of GraphQL");
        assertThatThrownBy(() -> GraphQlQuery.enumValue(name)).hasMessageContaining("is no name of GraphQL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[Int", "Int) { x }", "Int = 5"})
    void whatIsNoTypeIsRefused(String type) {
        GraphQlQuery query = GraphQlQuery.query("orders");
        assertThatThrownBy(() -> query.variable("a", type)).hasMessageContaining("is no type of GraphQL");
    }

    @Test
    void listsOfValues() {
        assertThat(GraphQlQuery.query("find").argument("ids", List.of(1L, 2)).build())
                .contains("ids: [1, 2]");
    }
}
