/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** What the model keeps as text. */
final class ModelText {

    private ModelText() {}

    /** What a route receives from, or the empty text. */
    static String from(RouteDefinition route) {
        String uri = route.getInput() == null ? null : route.getInput().getEndpointUri();
        return uri == null ? "" : uri;
    }

    /** The name of the file that a step stands in, or the empty text. */
    static String file(ProcessorDefinition<?> step) {
        String location = step.getLocation() == null ? "" : step.getLocation();
        return location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
    }

    /** The line that a step begins in, or 0. */
    static int line(ProcessorDefinition<?> step) {
        return Math.max(0, step.getLineNumber());
    }

    /** Whether an option that the model keeps as text is true. */
    static boolean isTrue(String option) {
        return option != null && option.trim().equalsIgnoreCase("true");
    }
}
