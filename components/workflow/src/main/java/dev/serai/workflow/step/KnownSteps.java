/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** The steps that the current routes of a context have. */
public final class KnownSteps {

    private KnownSteps() {}

    /** The paths of all steps; those of older versions, which run beside the current ones, are left out. */
    public static Set<String> current(CamelContext context) {
        Set<String> paths = new HashSet<>();
        for (RouteDefinition route :
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
            if (VersionedIds.plain(route.getRouteId()).equals(route.getRouteId())) {
                StepPaths steps = new StepPaths(route);
                StepTree.below(route).forEach(step -> paths.add(steps.of(step).path()));
            }
        }
        return paths;
    }
}
