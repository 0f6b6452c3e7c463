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
 * @param min the smallest number or duration it takes, as a user would write it, or empty for no bound
 * @param max the largest, likewise
 * @param description one sentence
 * @param secret its value is masked wherever it is shown, such as in the history of a workflow
 * @param expression its value is one, such as {@code ${body}}, which the connector evaluates itself; in any other,
 *     the parameters of an endpoint are taken as they are written
 */
public record Field(
        String name,
        Type type,
        boolean required,
        String defaultValue,
        List<String> allowed,
        String min,
        String max,
        String description,
        boolean secret,
        boolean expression) {

    /** What a field's value is. */
    public enum Type {
        STRING,
        INTEGER,
        /** Any number, with decimals or without. */
        NUMBER,
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
        return new Field(name, type, true, null, List.of(), "", "", description, false, false);
    }

    public static Field optional(String name, Type type, String description) {
        return new Field(name, type, false, null, List.of(), "", "", description, false, false);
    }

    public Field withDefault(String value) {
        return new Field(name, type, required, value, allowed, min, max, description, secret, expression);
    }

    public Field oneOf(String... values) {
        return new Field(
                name, type, required, defaultValue, List.of(values), min, max, description, secret, expression);
    }

    /** Bounds of a number or duration, as a user would write them; empty for none. */
    public Field between(String smallest, String largest) {
        return new Field(
                name, type, required, defaultValue, allowed, smallest, largest, description, secret, expression);
    }

    /** The same field with a value that the connector evaluates. */
    public Field asExpression() {
        return new Field(name, type, required, defaultValue, allowed, min, max, description, secret, true);
    }

    /** The same field with a value that only the connector may see. */
    public Field asSecret() {
        return new Field(name, type, required, defaultValue, allowed, min, max, description, true, expression);
    }
}
