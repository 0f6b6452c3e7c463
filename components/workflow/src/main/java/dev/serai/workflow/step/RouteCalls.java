/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Which routes of a context call which by {@code direct:} and {@code seda:}, as far as the model tells. Whenever routes
 * came or went, it is read anew: Camel asks about each route that it makes, so that to read all of them each time would
 * cost the square of their number. Thread-safe.
 */
final class RouteCalls {

    private final ContextModel model;
    private List<RouteDefinition> known = List.of();
    private final Map<String, List<RouteDefinition>> receivers = new HashMap<>();
    private final Set<RouteDefinition> durable = new LinkedHashSet<>();

    private RouteCalls(ContextModel model) {
        this.model = model;
    }

    /** Those of a context. */
    static RouteCalls of(CamelContext context) {
        var extension = context.getCamelContextExtension();
        synchronized (extension) {
            RouteCalls calls = extension.getContextPlugin(RouteCalls.class);
            if (calls == null) {
                calls = new RouteCalls(ContextModel.of(context));
                extension.addContextPlugin(RouteCalls.class, calls);
            }
            return calls;
        }
    }

    /** Whether a route is a workflow, or is called by one. */
    synchronized boolean isPartOfAWorkflow(RouteDefinition route) {
        if (DurableRoutes.isWorkflow(route)) {
            return true;
        }
        if (!DurableRoutes.isCalled(DurableRoutes.uri(route))) {
            return false;
        }
        refresh();
        if (durable.isEmpty()) {
            known.stream().filter(DurableRoutes::isWorkflow).forEach(workflow -> follow(workflow, durable));
        }
        return durable.contains(route);
    }

    /** A workflow's route and the routes that it calls. */
    synchronized Collection<RouteDefinition> reachedFrom(RouteDefinition workflow) {
        refresh();
        Set<RouteDefinition> reached = new LinkedHashSet<>();
        follow(workflow, reached);
        return reached;
    }

    /** Reads the model anew when next asked: a route that went may come back with other steps. */
    synchronized void forget() {
        known = List.of();
        receivers.clear();
        durable.clear();
    }

    private void refresh() {
        List<RouteDefinition> routes = model.routes();
        if (routes == known) {
            return;
        }
        forget();
        known = routes;
        for (RouteDefinition route : known) {
            receivers
                    .computeIfAbsent(DurableRoutes.withoutOptions(DurableRoutes.uri(route)), uri -> new ArrayList<>())
                    .add(route);
        }
    }

    private void follow(RouteDefinition start, Set<RouteDefinition> reached) {
        Deque<RouteDefinition> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            RouteDefinition route = open.pop();
            if (reached.add(route)) {
                StepTree.below(route).stream()
                        .flatMap(DurableRoutes::recipients)
                        .map(DurableRoutes::withoutOptions)
                        .filter(DurableRoutes::isCalled)
                        .forEach(uri -> receivers.getOrDefault(uri, List.of()).forEach(open::push));
            }
        }
    }
}
