/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.PathTemplate;

/** Fills the {@code {param}} places of a path with values that stay within one name. */
final class PathParameters {

    private PathParameters() {}

    static String fill(String template, ExecutionContext context, Caller caller) {
        return PathTemplate.fill(template, context.parameters(), value -> name(value, template, caller));
    }

    private static String name(String value, String template, Caller caller) {
        boolean plain = !value.isEmpty()
                && !value.equals(".")
                && !value.equals("..")
                && value.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        if (!plain) {
            throw caller.failure(
                            FileErrors.PATH_REFUSED,
                            "The value '" + value + "' cannot stand in the path '" + template
                                    + "'. Expected a name without '/', '\\' and control characters, and not '.',"
                                    + " '..' or nothing.")
                    .build();
        }
        return value;
    }
}
