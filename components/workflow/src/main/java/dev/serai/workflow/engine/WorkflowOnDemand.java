/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.OpenGroups;
import dev.serai.workflow.journal.WorkflowDescription;
import java.util.Optional;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/**
 * A version of a workflow whose route is made when an execution first needs it: routes take most of the time in which a
 * context with many workflows starts, and most workflows are not run at once. Thread-safe.
 */
final class WorkflowOnDemand implements Workflow {

    private final String name;
    private final String version;
    private final WorkflowSettings settings;
    private final WorkflowDescription description;
    private final Loading loading;
    private volatile Workflow made;

    /** @param loading makes the route, which then comes by itself with {@link #made} */
    WorkflowOnDemand(
            String name, String version, WorkflowSettings settings, WorkflowDescription description, Loading loading) {
        this.name = name;
        this.version = version;
        this.settings = settings;
        this.description = description;
        this.loading = loading;
    }

    /** Whether this stood for a workflow whose route is there now. */
    boolean made(Workflow workflow) {
        if (made != null) {
            return false;
        }
        made = workflow;
        return true;
    }

    private Workflow route() {
        Workflow known = made;
        return known == null ? makeRoute() : known;
    }

    /** @throws RouteNotMadeException when it cannot be made; it is tried again for the next who asks */
    private synchronized Workflow makeRoute() {
        if (made == null) {
            try {
                loading.load();
            } catch (Exception e) {
                throw new RouteNotMadeException(this, e);
            }
        }
        return made;
    }

    @Override
    public String name() {
        return name;
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
        return route().createExchange();
    }

    @Override
    public Optional<AsyncProcessor> beginning(String entry) {
        return route().beginning(entry);
    }

    @Override
    public Optional<OpenGroups> groups(String step) {
        return route().groups(step);
    }

    /** Adds the route to the context. */
    @FunctionalInterface
    interface Loading {
        void load() throws Exception;
    }
}
