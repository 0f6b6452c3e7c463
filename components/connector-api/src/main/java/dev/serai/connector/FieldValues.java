/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import dev.serai.connector.configuration.ScalarConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Turns values into what fields take: from text, as in an endpoint, or from what a program or a header holds. */
final class FieldValues {

    private FieldValues() {}

    /** @throws IllegalArgumentException with a sentence that says what was expected, without the value */
    @SuppressWarnings("unchecked")
    static Object convert(Field field, Object value) {
        Object converted = value instanceof String text ? fromText(field, text) : checked(field, value);
        if (tooSmall(field, (Comparable<Object>) comparable(field, converted))
                || tooLarge(field, (Comparable<Object>) comparable(field, converted))) {
            throw new IllegalArgumentException("Expected a value " + range(field) + ".");
        }
        return converted;
    }

    private static Object fromText(Field field, String text) {
        if (!field.allowed().isEmpty()) {
            return field.allowed().stream()
                    .filter(allowed -> Names.same(allowed, text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Expected one of: " + String.join(", ", field.allowed()) + "."));
        }
        return switch (field.type()) {
            case INTEGER -> ScalarConverter.convert(text, long.class);
            case NUMBER -> ScalarConverter.convert(text, double.class);
            case BOOLEAN -> ScalarConverter.convert(text, boolean.class);
            case DURATION -> ScalarConverter.convert(text, Duration.class);
            case LIST -> List.of(text.split("\\s*,\\s*"));
            case MAP -> throw new IllegalArgumentException("Expected a map.");
            case STRING, ANY -> text;
        };
    }

    private static Object checked(Field field, Object value) {
        return switch (field.type()) {
            case STRING ->
                require(value instanceof CharSequence || value instanceof Number, value, "text")
                        .toString();
            case INTEGER -> ((Number) require(isWhole(value), value, "a whole number")).longValue();
            case NUMBER -> ((Number) require(value instanceof Number, value, "a number")).doubleValue();
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

    private static Comparable<?> comparable(Field field, Object value) {
        return field.min().isEmpty() && field.max().isEmpty() ? null : (Comparable<?>) value;
    }

    private static boolean tooSmall(Field field, Comparable<Object> value) {
        return value != null && !field.min().isEmpty() && value.compareTo(fromText(field, field.min())) < 0;
    }

    private static boolean tooLarge(Field field, Comparable<Object> value) {
        return value != null && !field.max().isEmpty() && value.compareTo(fromText(field, field.max())) > 0;
    }

    private static String range(Field field) {
        if (field.max().isEmpty()) {
            return "of at least " + field.min();
        }
        return field.min().isEmpty() ? "of at most " + field.max() : "from " + field.min() + " to " + field.max();
    }
}
