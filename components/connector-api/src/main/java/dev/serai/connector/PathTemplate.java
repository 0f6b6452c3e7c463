/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.function.Function;

/** Fills the {@code {param}} places of a path. */
public final class PathTemplate {

    private PathTemplate() {}

    /**
     * Replaces every {@code {param}}.
     *
     * @param template the path as declared
     * @param parameters gives a parameter's value by name, or null
     * @param encoding makes a value safe for its place; it may refuse a value by throwing
     * @throws ConnectorException when a parameter has no value
     */
    public static String fill(String template, Function<String, Object> parameters, Function<String, String> encoding) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        StringBuilder path = new StringBuilder();
        int literal = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int end = template.indexOf('}', open);
            String name = end < 0 ? "" : template.substring(open + 1, end);
            if (isName(name)) {
                String value = encoding.apply(value(template, name, parameters));
                path.append(template, literal, open).append(value);
                literal = end + 1;
            }
        }
        return path.append(template, literal, template.length()).toString();
    }

    private static String value(String template, String name, Function<String, Object> parameters) {
        Object value = parameters.apply(name);
        if (value == null) {
            throw ConnectorException.of(
                            ConnectorErrors.INPUT_MISSING,
                            "The path '" + template + "' needs a value for {" + name
                                    + "}. Set a header or variable of that name, or have it in the body.")
                    .build();
        }
        return value.toString();
    }

    /** A letter or underscore, then letters, digits, and any of {@code _.-}. */
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean begins = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            if (!begins && (i == 0 || ((c < '0' || c > '9') && c != '.' && c != '-'))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
