/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.List;
import java.util.Set;

/** The types that Camel converts to with its own converters, in memory: Java's own, and trees of JSON. Any other may have a converter of anybody's. */
final class PlainTypes {

    private static final List<String> PACKAGES = List.of("java.lang.", "java.math.", "java.util.", "java.time.");
    private static final Set<String> NAMES = Set.of(
            "String",
            "byte[]",
            "[B",
            "boolean",
            "int",
            "long",
            "double",
            "float",
            "short",
            "byte",
            "char",
            "Boolean",
            "Integer",
            "Long",
            "Double",
            "Float",
            "Short",
            "Byte",
            "Object",
            "java.nio.ByteBuffer",
            "com.fasterxml.jackson.databind.JsonNode");

    private PlainTypes() {}

    /** Whether a type is one of them, or none is named at all. */
    static boolean areMeantBy(String name, Class<?> type) {
        String meant = name == null && type != null ? type.getName() : name;
        return meant == null
                || NAMES.contains(meant)
                || PACKAGES.stream()
                        .anyMatch(prefix -> meant.startsWith(prefix) && meant.indexOf('.', prefix.length()) < 0);
    }
}
