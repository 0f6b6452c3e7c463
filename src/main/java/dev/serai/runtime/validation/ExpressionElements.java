/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Which elements take an expression, and which keys are languages; both from Camel's schema of routes. Immutable. */
final class ExpressionElements {

    private static final String EXPRESSION = "expression";
    private static final String DEFINITION = "Definition";

    /** The languages, one of which stands beside an EIP's options or under {@code expression}. */
    private static final String INLINE = "org.apache.camel.model.language.ExpressionDefinition";

    /** The same for an option with a name of its own, such as {@code correlationExpression}. */
    private static final String OPTION = "org.apache.camel.model.ExpressionSubElementDefinition";

    private final Set<String> takers = new HashSet<>();
    private final Set<String> needing = new HashSet<>();
    private final Set<String> languages = new HashSet<>();

    ExpressionElements(RouteSchema schema) {
        schema.definition(INLINE).fieldNames().forEachRemaining(languages::add);
        schema.definitions().forEachRemaining(name -> add(element(name), schema.definition(name)));
    }

    /** An element is called as its class, without what all of them have in common. */
    private static String element(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        String stem = simple.endsWith(DEFINITION) ? simple.substring(0, simple.length() - DEFINITION.length()) : simple;
        return Character.toLowerCase(stem.charAt(0)) + stem.substring(1);
    }

    private void add(String element, JsonNode options) {
        options.properties().forEach(option -> {
            String type = option.getValue().path("$ref").asText();
            if (type.endsWith('/' + OPTION)) {
                takers.add(option.getKey());
            } else if (type.endsWith('/' + INLINE) && option.getKey().equals(EXPRESSION)) {
                takers.add(element);
                needing.add(element);
            }
        });
    }

    /** Whether a language may stand under this key. */
    boolean takesExpression(String element) {
        return takers.contains(element);
    }

    /** Whether an EIP means nothing without an expression. */
    boolean needsExpression(String eip) {
        return needing.contains(eip);
    }

    boolean isLanguage(String key) {
        return languages.contains(key);
    }
}
