/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.Field;
import dev.serai.connector.configuration.ConfigurationOption;

/**
 * How Camel's metadata names the kind of a value.
 *
 * @param type such as {@code integer}
 * @param javaType the class behind it
 */
record CamelType(String type, String javaType) {

    static final CamelType CHOICE = new CamelType("enum", "java.lang.String");

    private static final CamelType TEXT = new CamelType("string", "java.lang.String");
    private static final CamelType WHOLE = new CamelType("integer", "long");
    private static final CamelType NUMBER = new CamelType("number", "double");
    private static final CamelType TRUTH = new CamelType("boolean", "boolean");
    private static final CamelType DURATION = new CamelType("duration", "java.time.Duration");
    private static final CamelType LIST = new CamelType("array", "java.util.List");
    private static final CamelType MAP = new CamelType("object", "java.util.Map");
    private static final CamelType ANY = new CamelType("object", "java.lang.Object");

    static CamelType of(Field.Type type) {
        return switch (type) {
            case STRING -> TEXT;
            case INTEGER -> WHOLE;
            case NUMBER -> NUMBER;
            case BOOLEAN -> TRUTH;
            case DURATION -> DURATION;
            case LIST -> LIST;
            case MAP -> MAP;
            case ANY -> ANY;
        };
    }

    static CamelType of(ConfigurationOption.Kind kind) {
        return switch (kind) {
            case STRING, SIZE -> TEXT;
            case INTEGER -> WHOLE;
            case NUMBER -> NUMBER;
            case BOOLEAN -> TRUTH;
            case DURATION -> DURATION;
            case CHOICE -> CHOICE;
            case LIST -> LIST;
            case MAP, GROUP -> MAP;
        };
    }

    /** Whether {@code name.key=value} sets one entry. */
    boolean holdsEntries() {
        return type.equals("object");
    }
}
