/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import dev.serai.connector.configuration.ScalarConverter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks an operation's inputs against its fields, so that no connector has to. */
public final class OperationInput {

    private OperationInput() {}

    /**
     * Checks options that are known before any call: as written in an endpoint.
     *
     * @return the values by the fields' own spelling, converted
     * @throws ConnectorException for an unknown option or a value that does not fit
     */
    public static Map<String, Object> checkOptions(String connector, Operation operation, Map<String, Object> options) {
        Map<String, Object> checked = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            Field field = operation.field(name).orElseThrow(() -> ConnectorException.of(
                            ConnectorErrors.UNKNOWN_OPTION,
                            "There is no option '" + name + "'. "
                                    + Names.suggestion(
                                            name,
                                            operation.fields().stream()
                                                    .map(Field::name)
                                                    .toList()))
                    .connector(connector)
                    .operation(operation.name())
                    .build());
            checked.put(field.name(), convert(connector, operation, field, value));
        });
        return checked;
    }

    /**
     * Completes the inputs of one call with defaults.
     *
     * @param input values by field name, each already converted or from {@link #checkOptions}
     * @throws ConnectorException when a required field has no value
     */
    public static Map<String, Object> complete(String connector, Operation operation, Map<String, Object> input) {
        Map<String, Object> complete = new LinkedHashMap<>(input);
        for (Field field : operation.fields()) {
            if (complete.get(field.name()) != null) {
                continue;
            }
            if (field.defaultValue() != null) {
                complete.put(field.name(), convert(connector, operation, field, field.defaultValue()));
            } else if (field.required()) {
                boolean payload = field.name().equals(operation.payload());
                throw ConnectorException.of(
                                ConnectorErrors.INPUT_MISSING,
                                "The input '" + field.name() + "' is missing. Set "
                                        + (payload ? "the message body" : "the option '" + field.name() + "'")
                                        + " or the header '" + header(field.name()) + "': " + field.description())
                        .connector(connector)
                        .operation(operation.name())
                        .build();
            }
        }
        return complete;
    }

    /** The header that sets an input or carries a piece of metadata: {@code rowCount} is {@code CamelSeraiRowCount}. */
    public static String header(String name) {
        return "CamelSerai" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Turns a value into what a field takes. */
    public static Object convert(String connector, Operation operation, Field field, Object value) {
        try {
            return typed(field, value);
        } catch (IllegalArgumentException e) {
            throw ConnectorException.of(
                            ConnectorErrors.INPUT_INVALID,
                            "The option '" + field.name() + "' has the value '" + value + "'. " + e.getMessage())
                    .connector(connector)
                    .operation(operation.name())
                    .build();
        }
    }

    private static Object typed(Field field, Object value) {
        if (!(value instanceof String text)) {
            return checkKind(field, value);
        }
        if (!field.allowed().isEmpty()) {
            return field.allowed().stream()
                    .filter(allowed -> Names.same(allowed, text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Expected one of: " + String.join(", ", field.allowed()) + "."));
        }
        return switch (field.type()) {
            case INTEGER -> ScalarConverter.convert(text, long.class);
            case BOOLEAN -> ScalarConverter.convert(text, boolean.class);
            case DURATION -> ScalarConverter.convert(text, Duration.class);
            case LIST -> List.of(text.split("\\s*,\\s*"));
            case MAP -> throw new IllegalArgumentException("Expected a map.");
            case STRING, ANY -> text;
        };
    }

    private static Object checkKind(Field field, Object value) {
        return switch (field.type()) {
            case STRING ->
                require(value instanceof CharSequence || value instanceof Number, value, "text")
                        .toString();
            case INTEGER -> ((Number) require(isWhole(value), value, "a whole number")).longValue();
            case BOOLEAN -> require(value instanceof Boolean, value, "true or false");
            case DURATION ->
                value instanceof Number millis
                        ? Duration.ofMillis(millis.longValue())
                        : require(value instanceof Duration, value, "a duration such as 30s");
            case MAP -> require(value instanceof Map, value, "a map");
            case LIST -> require(value instanceof List, value, "a list");
            case ANY -> value;
        };
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static Object require(boolean fits, Object value, String expected) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "Expected " + expected + ", not a " + value.getClass().getSimpleName() + ".");
        }
        return value;
    }
}
