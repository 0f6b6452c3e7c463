/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.Workflow;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.engine.WorkflowSettings;
import dev.serai.workflow.execution.OpenGroups;
import dev.serai.workflow.step.Entries;
import dev.serai.workflow.step.Entry;
import dev.serai.workflow.version.DefinitionSource;
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

    WorkflowConsumer(WorkflowEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RouteDefinition definition = (RouteDefinition) getRoute().getRoute();
        WorkflowEngine engine = WorkflowEngine.of(endpoint.getCamelContext());
        boolean current = endpoint.getWorkflow().getVersion() == null;
        if (current) {
            DefinitionSource source = DefinitionSource.of(definition);
            version = source.version();
            engine.tables().versions().keep(endpoint.getName(), version, source.fileName(), source.text());
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
        return endpoint.getWorkflow().settings();
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
