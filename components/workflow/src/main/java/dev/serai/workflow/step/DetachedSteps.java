/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.processor.WireTapProcessor;
import org.apache.camel.processor.aggregate.AggregateProcessor;

/**
 * The steps of one route that hand work over to an execution of its own, and the places at which these executions begin.
 */
final class DetachedSteps {

    private static final boolean SEDA_IS_HERE = isHere("org.apache.camel.component.seda.SedaEndpoint");

    private final Route route;
    private final StepPaths paths;
    private final Entries entries;

    DetachedSteps(Route route, StepPaths paths, Entries entries) {
        this.route = route;
        this.paths = paths;
        this.entries = entries;
    }

    private static boolean isHere(String className) {
        try {
            Class.forName(className, false, DetachedSteps.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Lets executions begin at the beginning of the route, if messages come to it over {@code seda:}. */
    void addBeginning(RouteDefinition definition) {
        if (definition.getInput().getEndpointUri().startsWith("seda:") && !paths.isTemplate()) {
            entries.addBeginning(route, paths.route());
        }
    }

    /** A step that hands over, where Camel's own does it in memory; the same step if it hands nothing over. */
    Processor around(Processor step, ProcessorDefinition<?> definition) {
        try {
            if (definition instanceof WireTapDefinition<?> tap) {
                return WireTapStep.around((WireTapProcessor) step, tap, route, paths, entries);
            }
            if (definition instanceof AggregateDefinition) {
                return AggregateStep.around(
                        (AggregateProcessor) step, route, paths.of(definition).path(), entries);
            }
            return SEDA_IS_HERE && definition instanceof ToDefinition to ? SedaStep.around(step, to) : step;
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Why a step cannot hand over where it stands; null when it can. */
    String refusal(ProcessorDefinition<?> definition) {
        boolean needsAnEntry = definition instanceof WireTapDefinition || definition instanceof AggregateDefinition;
        return needsAnEntry && paths.isTemplate()
                ? "'" + definition.getShortName() + "' stands in a route template or kamelet, of which a workflow may"
                        + " use several at once, so an execution that begins there could not tell them apart. Put it"
                        + " into a direct: route that the template calls"
                : null;
    }
}
