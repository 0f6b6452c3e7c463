/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;
import dev.serai.workflow.step.DurableRoutes;
import dev.serai.workflow.step.DurableRoutes.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * Finds steps that cannot be durable, or may stop an execution later, in the workflows of YAML files. The engine judges Camel's own model of a route, so
 * the routes are read by Camel here, and nothing is made of them. That needs files without other mistakes; what only
 * Camel itself finds wrong in one shows here too.
 */
final class DurabilityCheck implements Check {

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        if (!problems.none()) {
            return;
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (Path file : model.workspace().yamlRoutes()) {
                read(file, context, problems);
            }
            for (RouteDefinition route : routes(context)) {
                if (DurableRoutes.isWorkflow(route)) {
                    DurableRoutes.refusals(context, route)
                            .forEach(refusal -> problems.add(location(model, refusal), refusal.message()));
                    DurableRoutes.warnings(context, route)
                            .forEach(warning -> problems.warn(location(model, warning), warning.message()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path file, DefaultCamelContext context, Problems problems) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
        } catch (Exception e) {
            problems.add(
                    new SourceLocation(file.getFileName().toString(), 1, 1),
                    "Camel cannot read this file: " + e.getMessage() + ".");
        }
    }

    private static List<RouteDefinition> routes(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    /** Camel's line is the step's own, or the one before when the step is written in one line. */
    private static SourceLocation location(WorkspaceModel model, Finding finding) {
        return model.elements().steps().stream()
                .filter(step -> step.name().equals(finding.step()))
                .map(StepUse::location)
                .filter(place -> place.file().equals(finding.file())
                        && (place.line() == finding.line() || place.line() == finding.line() + 1))
                .findFirst()
                .orElse(new SourceLocation(finding.file(), finding.line(), 1));
    }
}
