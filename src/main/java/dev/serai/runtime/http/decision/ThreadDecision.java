/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.runtime.http.decision.RouteThread.Reason;
import dev.serai.runtime.http.decision.ThreadSetting.Chosen;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * Decides on which thread a route that answers HTTP requests runs: on the event loop when all of its steps, and all that
 * may come with them, are known not to block; otherwise on a worker. Reads Camel's model and starts nothing. Thread-safe
 * as long as the model is not changed.
 */
public final class ThreadDecision {

    private static final Set<String> HTTP = Set.of("platform-http", "rest");

    private final CamelContext camelContext;
    private final Function<String, Optional<ConnectorMetadata>> connectors;

    /**
     * @param camelContext holds the model and the properties
     * @param connectors what a connector can do, by its name; empty for one that is not declared
     */
    public ThreadDecision(CamelContext camelContext, Function<String, Optional<ConnectorMetadata>> connectors) {
        this.camelContext = camelContext;
        this.connectors = connectors;
    }

    /** Whether a route answers HTTP requests. */
    public static boolean answersHttp(RouteDefinition route) {
        return HTTP.contains(EndpointText.scheme(ModelText.from(route)));
    }

    /** The routes of the context that answer HTTP requests, as they are in the model. */
    public List<RouteDefinition> httpRoutes() {
        return routes().stream().filter(ThreadDecision::answersHttp).toList();
    }

    private List<RouteDefinition> routes() {
        return camelContext
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinitions();
    }

    /**
     * Decides for a route of the context.
     *
     * @throws IllegalArgumentException when a setting has a wrong value; the message names both
     */
    public RouteThread decide(RouteDefinition route) {
        Chosen chosen = ThreadSetting.chosen(
                route.getRouteId(),
                name -> camelContext.getPropertiesComponent().resolveProperty(name));
        List<Reason> reasons = new RouteJudgement(camelContext, routes(), connectors).of(route);
        boolean onEventLoop =
                switch (chosen.setting()) {
                    case AUTO -> reasons.isEmpty();
                    case WORKER -> false;
                    case EVENT_LOOP -> true;
                };
        return new RouteThread(
                route.getRouteId(),
                ModelText.from(route),
                ModelText.file(route),
                ModelText.line(route),
                onEventLoop,
                chosen.setting() == ThreadSetting.AUTO ? "" : chosen.property(),
                reasons);
    }
}
