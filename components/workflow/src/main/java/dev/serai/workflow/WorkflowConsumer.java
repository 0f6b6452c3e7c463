/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.Workflow;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.engine.WorkflowSettings;
import dev.serai.workflow.execution.OpenGroups;
import dev.serai.workflow.journal.WorkflowDescription;
import dev.serai.workflow.step.DurableRoutes;
import dev.serai.workflow.step.Entries;
import dev.serai.workflow.step.Entry;
import java.util.Optional;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultConsumer;

/** Makes its route known to the engine as one version of a workflow. */
final class WorkflowConsumer extends DefaultConsumer implements Workflow {

    private final WorkflowEndpoint endpoint;
    private String version;
    private WorkflowDescription description;
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
        version = endpoint.getWorkflow().getVersion();
        if (version == null) {
            version = engine.versions().define(endpoint.getName(), definition);
        }
        description = endpoint.getDescription().describe(definition);
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
        return settings;
    }

    @Override
    public WorkflowDescription description() {
        return description;
    }

    @Override
    public Exchange createExchange() {
        return createExchange(false);
    }

    @Override
    public Optional<AsyncProcessor> beginning(String entry) {
        return entry == null ? Optional.of(getAsyncProcessor()) : entry(entry).map(Entry::steps);
    }

    @Override
    public Optional<OpenGroups> groups(String step) {
        return entry(step).map(Entry::groups);
    }

    private Optional<Entry> entry(String step) {
        return Entries.of(endpoint.getCamelContext())
                .find(step, endpoint.getWorkflow().getVersion());
    }
}
