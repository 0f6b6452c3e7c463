/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.support.PluginHelper;

/** Makes steps that stand in no route's model, but run as if they did: with its error handler and interceptors. */
final class EntryReifier extends ProcessorReifier<PipelineDefinition> {

    private EntryReifier(Route route, PipelineDefinition steps) {
        super(route, steps);
    }

    /** Makes one step that an execution begins with. */
    static AsyncProcessor steps(Route route, ProcessorDefinition<?> step) throws Exception {
        PipelineDefinition steps = new PipelineDefinition();
        steps.setParent((RouteDefinition) route.getRoute());
        steps.addOutput(step);
        step.setParent(steps);
        return PluginHelper.getInternalProcessorFactory(route.getCamelContext())
                .addUnitOfWorkProcessorAdvice(
                        route.getCamelContext(), new EntryReifier(route, steps).createProcessor(), route);
    }

    @Override
    public Processor createProcessor() throws Exception {
        return createChildProcessor(true);
    }
}
