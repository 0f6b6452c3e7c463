/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.Names;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The values of a document's variables. */
final class Variables {

    private Variables() {}

    /**
     * Finds a value for each variable of an operation.
     *
     * @param given values by name
     * @param parameters gives the value of one that is not given, or null
     * @throws ConnectorException when one has none and needs one, has one that does not fit, or is not the operation's
     */
    static Map<String, Object> of(OperationDefinition operation, Map<?, ?> given, Function<String, Object> parameters) {
        List<VariableDefinition> declared = operation.getVariableDefinitions();
        requireDeclared(declared, given);
        Map<String, Object> values = new LinkedHashMap<>();
        for (VariableDefinition variable : declared) {
            String name = variable.getName();
            Object value = given.containsKey(name) ? given.get(name) : parameters.apply(name);
            if (value != null) {
                values.put(name, fitting(variable, value));
            } else if (Document.needsValue(variable)) {
                throw refused("The variable $" + name + " of type " + Document.type(variable)
                        + " has no value. Give the option 'variables." + name + "', a message header or variable '"
                        + name + "', or a body that is a map with '" + name + "'.");
            } else if (given.containsKey(name)) {
                values.put(name, null);
            }
        }
        return values;
    }

    private static void requireDeclared(List<VariableDefinition> declared, Map<?, ?> given) {
        List<String> names = declared.stream().map(VariableDefinition::getName).toList();
        for (Object name : given.keySet()) {
            if (!names.contains(String.valueOf(name))) {
                throw refused(
                        "The document has no variable $" + name + ". " + Names.suggestion(String.valueOf(name), names));
            }
        }
    }

    /** Text becomes a number or boolean where the document wants one: headers and options are text. */
    private static Object fitting(VariableDefinition variable, Object value) {
        Type<?> type = variable.getType() instanceof NonNullType nonNull ? nonNull.getType() : variable.getType();
        if (!(value instanceof CharSequence) || !(type instanceof TypeName named)) {
            return value;
        }
        String text = value.toString();
        try {
            return switch (named.getName()) {
                case "Int" -> new BigInteger(text.strip());
                case "Float" -> new BigDecimal(text.strip());
                case "Boolean" -> truth(text.strip());
                default -> text;
            };
        } catch (IllegalArgumentException e) {
            throw refused("The variable $" + variable.getName() + " is of type " + Document.type(variable)
                    + ", but its value is the text '" + text + "'.");
        }
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(GraphQlErrors.VARIABLE_REFUSED, sentence)
                .neverSent()
                .build();
    }
}
