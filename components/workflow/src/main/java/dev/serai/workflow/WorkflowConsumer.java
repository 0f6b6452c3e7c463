/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.Workflow;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.engine.WorkflowSettings;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultConsumer;

/** Makes its route known to the engine as one version of a workflow. */
final class WorkflowConsumer extends DefaultConsumer implements Workflow {

    private final WorkflowEndpoint endpoint;
    private String version;

    WorkflowConsumer(WorkflowEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RouteDefinition definition = (RouteDefinition) getRoute().getRoute();
        WorkflowEngine engine = WorkflowEngine.of(endpoint.getCamelContext());
        version = endpoint.getWorkflow().getVersion();
        if (version == null) {
            version = engine.versions().define(endpoint.getName(), definition);
        }
        engine.add(this, definition);
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
        return endpoint.getWorkflow().settings();
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
