/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;

/**
 * A context that makes many routes in a time that grows as their number does. Camel holds the ids in each route against
 * those in all others, which takes longer than to make the routes when there are a thousand.
 */
final class WorkspaceContext extends DefaultCamelContext {

    /** Camel also reads all ids that there are for each call, so that one by one would not do either. */
    private static final int TOGETHER = 50;

    WorkspaceContext() {
        super(false);
    }

    @Override
    public void startRouteDefinitions(List<RouteDefinition> routes) throws Exception {
        if (routes == null || routes.stream().anyMatch(route -> route.getNodePrefixId() != null)) {
            super.startRouteDefinitions(routes);
            return;
        }
        List<RouteDefinition> all = List.copyOf(routes);
        RouteDefinitionHelper.forceAssignIds(this, all);
        requireDifferentIds(all);
        for (int first = 0; first < all.size(); first += TOGETHER) {
            super.startRouteDefinitions(new ArrayList<>(all.subList(first, Math.min(all.size(), first + TOGETHER))));
        }
    }

    /** Within one route, Camel itself looks. */
    private static void requireDifferentIds(List<RouteDefinition> routes) throws FailedToStartRouteException {
        Set<String> known = new HashSet<>();
        for (RouteDefinition route : routes) {
            List<String> ids = ProcessorDefinitionHelper.gatherAllNodeIds(route, new ArrayList<>(), true, false);
            for (String id : Set.copyOf(ids)) {
                if (!known.add(id)) {
                    throw new FailedToStartRouteException(
                            route.getId(),
                            "duplicate id detected: " + id
                                    + ". Please correct ids to be unique among all your routes.");
                }
            }
        }
    }
}
