/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the {@code {param}} places of a path. */
public final class PathTemplate {

    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

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
        Matcher matcher = PARAMETER.matcher(template);
        StringBuilder path = new StringBuilder();
        int literal = 0;
        while (matcher.find()) {
            String name = matcher.group(1);
            Object value = parameters.apply(name);
            if (value == null) {
                throw ConnectorException.of(
                                ConnectorErrors.INPUT_MISSING,
                                "The path '" + template + "' needs a value for {" + name
                                        + "}. Set a header or variable of that name, or have it in the body.")
                        .build();
            }
            path.append(template, literal, matcher.start()).append(encoding.apply(value.toString()));
            literal = matcher.end();
        }
        return path.append(template, literal, template.length()).toString();
    }
}
