/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;
import dev.serai.workflow.step.DurableRoutes;
import dev.serai.workflow.step.DurableRoutes.Finding;
import org.apache.camel.model.RouteDefinition;

/**
 * Finds steps that cannot be durable, or may stop an execution later, in the workflows of YAML files. The engine judges Camel's own model of a route, so
 * the routes are read by Camel here, and nothing is made of them. That needs files without other mistakes; what only
 * Camel itself finds wrong in one shows here too.
 */
final class DurabilityCheck implements Check {

    private final CamelModel camel;

    DurabilityCheck(CamelModel camel) {
        this.camel = camel;
    }

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        if (!problems.none()) {
            return;
        }
        camel.read(model.workspace(), problems);
        for (RouteDefinition route : camel.routes()) {
            if (DurableRoutes.isWorkflow(route)) {
                DurableRoutes.refusals(camel.context(), route)
                        .forEach(refusal -> problems.add(location(model, refusal), refusal.message()));
                DurableRoutes.warnings(camel.context(), route)
                        .forEach(warning -> problems.warn(location(model, warning), warning.message()));
            }
        }
    }

    private static SourceLocation location(WorkspaceModel model, Finding finding) {
        return CamelModel.location(model, finding.step(), finding.file(), finding.line());
    }
}
