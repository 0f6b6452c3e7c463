/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.Workflow;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.engine.WorkflowSettings;
import dev.serai.workflow.step.DurableRoutes;
import dev.serai.workflow.version.DefinitionSource;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultConsumer;

/** Makes its route known to the engine as one version of a workflow. */
final class WorkflowConsumer extends DefaultConsumer implements Workflow {

    private final WorkflowEndpoint endpoint;
    private String version;
    private WorkflowSettings settings;

    WorkflowConsumer(WorkflowEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RouteDefinition definition = (RouteDefinition) getRoute().getRoute();
        settings = endpoint.getWorkflow().settings();
        StepIds.check(
                endpoint.getName(),
                settings.stepTimeouts().byStep().keySet(),
                DurableRoutes.stepIds(endpoint.getCamelContext(), definition));
        WorkflowEngine engine = WorkflowEngine.of(endpoint.getCamelContext());
        boolean current = endpoint.getWorkflow().getVersion() == null;
        if (current) {
            DefinitionSource source = DefinitionSource.of(definition);
            version = source.version();
            engine.tables().versions().keep(endpoint.getName(), version, source.fileName(), source.text());
            engine.tables()
                    .descriptions()
                    .keep(endpoint.getName(), version, endpoint.getDescription().describe(definition));
        } else {
            version = endpoint.getWorkflow().getVersion();
        }
        engine.add(this, current);
    }

    @Override
    protected void doStop() throws Exception {
        WorkflowEngine.of(endpoint.getCamelContext()).remove(this);
        super.doStop();
    }

    @Override
    public String name() {
        return endpoint.getName();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public WorkflowSettings settings() {
        return settings;
    }

    @Override
    public Exchange createExchange() {
        return createExchange(false);
    }

    @Override
    public AsyncProcessor route() {
        return getAsyncProcessor();
    }
}
