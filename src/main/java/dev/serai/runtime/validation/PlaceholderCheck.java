/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import java.util.Set;
import java.util.TreeSet;

/** Finds <code>{{…}}</code> that resolve nowhere. */
final class PlaceholderCheck implements Check {

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        for (EndpointUse use : model.elements().endpoints()) {
            check(model, use, use.uri(), use.location(), problems);
            for (ConfigurationNode value : use.declaredParameters().values()) {
                if (value.text() != null) {
                    check(model, use, value.text(), value.location(), problems);
                }
            }
        }
    }

    private static void check(
            WorkspaceModel model, EndpointUse use, String text, SourceLocation location, Problems problems) {
        for (String name : model.placeholders().unresolved(text, use.placeholders())) {
            problems.add(location, sentence(model, use, name));
        }
    }

    private static String sentence(WorkspaceModel model, EndpointUse use, String name) {
        if (name.startsWith("env:")) {
            String variable = name.substring("env:".length());
            return "The environment variable " + variable + " is not set. Set it, or give a default: {{" + name
                    + ":value}}.";
        }
        Set<String> known = new TreeSet<>(model.placeholders().known());
        known.addAll(use.placeholders());
        return "The property '" + name + "' has no value. "
                + Names.closest(name, known)
                        .map(close -> "Did you mean '" + close + "'?")
                        .orElse("Set it in application.properties, or give a default: {{" + name + ":value}}.");
    }
}
