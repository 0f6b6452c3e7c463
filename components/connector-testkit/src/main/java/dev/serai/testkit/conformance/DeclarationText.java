/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.configuration.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A declaration as it would stand in a file, one option in a line.
 *
 * @param yaml the text
 * @param keys where each option's key stands, by full path
 * @param values where each option's value stands, by full path
 */
record DeclarationText(String yaml, Map<String, SourceLocation> keys, Map<String, SourceLocation> values) {

    /** What the file is called in messages. */
    static final String FILE = "connectors.yaml";

    /** @param options values by full path */
    static DeclarationText of(String name, String type, Map<String, String> options) {
        Map<String, Object> tree = new LinkedHashMap<>();
        options.forEach((path, value) -> put(tree, path, value));
        Writer writer = new Writer();
        writer.text.append("connectors:\n  - name: ").append(name);
        writer.text.append("\n    type: ").append(type).append('\n');
        writer.line = 4;
        writer.write(tree, "", 4);
        return new DeclarationText(writer.text.toString(), writer.keys, writer.values);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String path, String value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, value);
        } else {
            put(
                    (Map<String, Object>) tree.computeIfAbsent(path.substring(0, dot), key -> new LinkedHashMap<>()),
                    path.substring(dot + 1),
                    value);
        }
    }

    /** Knows where it is. */
    private static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final Map<String, SourceLocation> keys = new LinkedHashMap<>();
        private final Map<String, SourceLocation> values = new LinkedHashMap<>();
        private int line;

        void write(Map<?, ?> tree, String prefix, int indent) {
            tree.forEach((key, value) -> {
                String path = prefix + key;
                text.append(" ".repeat(indent)).append(key).append(':');
                keys.put(path, new SourceLocation(FILE, line, indent + 1));
                values.put(
                        path,
                        new SourceLocation(
                                FILE, line, indent + String.valueOf(key).length() + 3));
                line++;
                if (value instanceof Map<?, ?> part) {
                    text.append('\n');
                    write(part, path + ".", indent + 2);
                } else {
                    // In single quotes nothing of the value means anything to YAML.
                    text.append(" '")
                            .append(String.valueOf(value).replace("'", "''"))
                            .append("'\n");
                }
            });
        }
    }
}
