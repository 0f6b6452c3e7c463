/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;

/**
 * One input of an operation.
 *
 * @param name camelCase; an endpoint option of the same name, or the header {@code CamelSerai} + the name with a
 *     capital, sets it
 * @param type what its value is
 * @param required a call without it is refused
 * @param defaultValue used when nothing sets it, or null
 * @param allowed the only values it takes, or empty for any
 * @param description one sentence
 */
public record Field(
        String name, Type type, boolean required, String defaultValue, List<String> allowed, String description) {

    /** What a field's value is. */
    public enum Type {
        STRING,
        INTEGER,
        BOOLEAN,
        /** {@code 30s}, {@code 5m}, or plain milliseconds. */
        DURATION,
        MAP,
        LIST,
        /** Whatever the message holds; the connector decides. */
        ANY
    }

    public Field {
        allowed = List.copyOf(allowed);
    }

    public static Field required(String name, Type type, String description) {
        return new Field(name, type, true, null, List.of(), description);
    }

    public static Field optional(String name, Type type, String description) {
        return new Field(name, type, false, null, List.of(), description);
    }

    public Field withDefault(String value) {
        return new Field(name, type, required, value, allowed, description);
    }

    public Field oneOf(String... values) {
        return new Field(name, type, required, defaultValue, List.of(values), description);
    }
}
