/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import java.util.List;
import java.util.Map;

/** A value does not fit the message. On its way up it learns where: each level puts its part of the path in front. */
final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;

    /** @param sentence says what was expected, without the value */
    Mismatch(String sentence) {
        this("", sentence);
    }

    private Mismatch(String place, String sentence) {
        // A path through the classes says nothing to whoever reads it.
        super(sentence, null, false, false);
        this.place = place;
    }

    /** The same, inside something: a field, or {@code [3]} of a list. */
    Mismatch at(String part) {
        return new Mismatch(place.isEmpty() || place.startsWith("[") ? part + place : part + "." + place, getMessage());
    }

    String sentence() {
        return place.isEmpty() ? getMessage() : "At '" + place + "': " + getMessage();
    }

    /** What a value is, in a word that people know. */
    static String kind(Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof CharSequence) {
            return "text";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof byte[]
                ? "bytes"
                : "a value of the class " + value.getClass().getSimpleName();
    }
}
