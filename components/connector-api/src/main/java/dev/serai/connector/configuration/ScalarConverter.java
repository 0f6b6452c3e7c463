/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.Names;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/** Turns the text of a scalar into a typed value, or says what was expected. */
public final class ScalarConverter {

    private ScalarConverter() {}

    /**
     * @throws IllegalArgumentException with a sentence that says what was expected, without the text itself
     */
    public static Object convert(String text, Class<?> type) {
        if (type == String.class || type == Object.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return (int) number(text, "a whole number", Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return number(text, "a whole number", Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return decimal(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return bool(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text);
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        throw new IllegalStateException("No option may be of type " + type.getName() + ".");
    }

    /** Reads {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 500ms} or plain milliseconds. */
    public static Duration duration(String text) {
        try {
            if (text.matches("\\d+|(\\d+(ms|[dhms]))+")) {
                return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("Expected a duration such as 30s, 5m, 1h or 500ms.");
    }

    private static long number(String text, String expected, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("Expected " + expected + ".");
    }

    private static double decimal(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("Expected a number.");
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Expected true or false.");
        };
    }

    /** How a user writes a constant of an enum: {@code VERY_SAFE} is {@code verySafe}. */
    static String spelling(Object constant) {
        String[] words = constant.toString().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (Names.same(constant.toString(), text)) {
                return constant;
            }
        }
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(ScalarConverter::spelling)
                .toList();
        throw new IllegalArgumentException("Expected one of: " + String.join(", ", known) + ".");
    }
}
