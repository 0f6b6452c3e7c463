/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.Field;
import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.ConfigurationOption;
import dev.serai.connector.configuration.ScalarConverter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of a single value: an option's, an input's or an output's. */
final class ValueSchemas {

    /** {@code ${NAME}}, {@code ${NAME:default}} or Camel's {@code {{…}}} anywhere in a text: what it gives is known later. */
    private static final String REFERENCE = "\\$\\{[A-Za-z_][^}]*\\}|\\{\\{.+\\}\\}";

    private static final String WHOLE = "^-?[0-9]+$";
    private static final String DECIMAL = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$";
    private static final String TRUTH = "^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$";
    private static final String DURATION = "^([0-9]+|([0-9]+(ms|[dhms]))+)$";
    private static final String SIZE = "^[0-9]+(\\s*([kKmMgG]?[bB]))?$";

    private ValueSchemas() {}

    /** The value of an option, which may always be a reference instead. */
    static Map<String, Object> option(ConfigurationOption option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", option.description() + remarks(option));
        switch (option.kind()) {
            case STRING -> schema.put("type", List.of("string", "number", "boolean"));
            case INTEGER -> orText(schema, "integer", WHOLE + "|" + REFERENCE);
            case NUMBER -> orText(schema, "number", DECIMAL + "|" + REFERENCE);
            case BOOLEAN -> orText(schema, "boolean", TRUTH + "|" + REFERENCE);
            case DURATION -> orText(schema, "integer", DURATION + "|" + REFERENCE);
            case SIZE -> orText(schema, "integer", SIZE + "|" + REFERENCE);
            case CHOICE ->
                schema.put(
                        "anyOf",
                        List.of(Map.of("enum", option.allowed()), Map.of("type", "string", "pattern", REFERENCE)));
            case LIST -> {
                schema.put("type", "array");
                schema.put("items", Map.of("type", List.of("string", "number", "boolean")));
            }
            case MAP -> schema.put("type", "object");
            case GROUP -> throw new IllegalArgumentException("'" + option.path() + "' is a group.");
        }
        bound(schema, "minimum", option.kind(), option.min());
        bound(schema, "maximum", option.kind(), option.max());
        if (option.defaultValue() != null) {
            schema.put("default", number(option.kind(), option.defaultValue()));
        }
        if (option.secret()) {
            schema.put("writeOnly", true);
        }
        return schema;
    }

    private static String remarks(ConfigurationOption option) {
        return option.secret() ? " A secret: write a reference without a default, such as ${NAME}." : "";
    }

    private static void orText(Map<String, Object> schema, String type, String pattern) {
        schema.put("type", List.of(type, "string"));
        // Holds for texts alone, as minimum and maximum hold for numbers alone.
        schema.put("pattern", pattern);
    }

    private static void bound(Map<String, Object> schema, String keyword, ConfigurationOption.Kind kind, String text) {
        if (text != null) {
            switch (kind) {
                case DURATION ->
                    schema.put(keyword, ScalarConverter.duration(text).toMillis());
                case SIZE -> schema.put(keyword, ByteSize.parse(text).bytes());
                default -> schema.put(keyword, number(kind, text));
            }
        }
    }

    private static Object number(ConfigurationOption.Kind kind, String text) {
        return switch (kind) {
            case INTEGER -> ScalarConverter.convert(text, long.class);
            case NUMBER -> ScalarConverter.convert(text, double.class);
            case BOOLEAN -> ScalarConverter.convert(text, boolean.class);
            default -> text;
        };
    }

    /** The value of an input: of its own type, or text that is converted, as in an endpoint. */
    static Map<String, Object> input(Field field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", field.description());
        if (!field.allowed().isEmpty()) {
            schema.put("enum", field.allowed());
        } else {
            switch (field.type()) {
                case STRING -> schema.put("type", List.of("string", "number"));
                case INTEGER -> orText(schema, "integer", WHOLE);
                case NUMBER -> orText(schema, "number", DECIMAL);
                case BOOLEAN -> orText(schema, "boolean", TRUTH);
                case DURATION -> orText(schema, "integer", DURATION);
                case MAP -> schema.put("type", "object");
                case LIST -> schema.put("type", List.of("array", "string"));
                case ANY -> {
                    // Everything fits.
                }
            }
        }
        bound(schema, "minimum", field, field.min());
        bound(schema, "maximum", field, field.max());
        if (field.defaultValue() != null) {
            schema.put("default", number(field, field.defaultValue()));
        }
        return schema;
    }

    private static void bound(Map<String, Object> schema, String keyword, Field field, String text) {
        if (!text.isEmpty()) {
            schema.put(
                    keyword,
                    field.type() == Field.Type.DURATION
                            ? ScalarConverter.duration(text).toMillis()
                            : number(field, text));
        }
    }

    private static Object number(Field field, String text) {
        return switch (field.type()) {
            case INTEGER -> ScalarConverter.convert(text, long.class);
            case NUMBER -> ScalarConverter.convert(text, double.class);
            case BOOLEAN -> ScalarConverter.convert(text, boolean.class);
            default -> text;
        };
    }

    /** What a piece of metadata is. */
    static Map<String, Object> output(Field field) {
        return output(field.type(), field.description());
    }

    /** What comes back; any output may be null. */
    static Map<String, Object> output(Field.Type type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", description);
        switch (type) {
            case STRING, DURATION -> schema.put("type", List.of("string", "null"));
            case INTEGER -> schema.put("type", List.of("integer", "null"));
            case NUMBER -> schema.put("type", List.of("number", "null"));
            case BOOLEAN -> schema.put("type", List.of("boolean", "null"));
            case MAP -> schema.put("type", List.of("object", "null"));
            case LIST -> schema.put("type", List.of("array", "null"));
            case ANY -> {
                // Nothing is promised.
            }
        }
        return schema;
    }
}
