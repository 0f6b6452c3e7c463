/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import org.apache.camel.model.ErrorHandlerDefinition;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;

/**
 * Makes a route ready for a context as Camel does, but with the clauses and route configurations of its own files, not
 * with those that the context has at the moment.
 */
final class Preparation {

    /** No route configuration of a context has this id, so Camel puts none around a route that asks for it. */
    private static final String NO_CONFIGURATION = "its-files-own";

    private final RoutesDefinition clauses;
    private final RouteDefinition route;

    private Preparation(RoutesDefinition clauses, RouteDefinition route) {
        this.clauses = clauses;
        this.route = route;
    }

    /** @param group what the route's builder defines */
    static Preparation of(Definitions definitions, RoutesDefinition group, RouteDefinition route) {
        RoutesDefinition clauses = new RoutesDefinition();
        clauses.setCamelContext(definitions.context());
        clauses.setResource(group.getResource());
        clauses.setErrorHandlerFactory(group.getErrorHandlerFactory());
        clauses.getOnExceptions().addAll(group.getOnExceptions());
        clauses.getIntercepts().addAll(group.getIntercepts());
        clauses.getInterceptFroms().addAll(group.getInterceptFroms());
        clauses.getInterceptSendTos().addAll(group.getInterceptSendTos());
        clauses.getOnCompletions().addAll(group.getOnCompletions());
        Preparation preparation = new Preparation(clauses, route);
        definitions.configurationsOf(route).forEach(preparation::include);
        return preparation;
    }

    private void include(RouteConfigurationDefinition configuration) {
        clauses.getOnExceptions().addAll(configuration.getOnExceptions());
        clauses.getIntercepts().addAll(configuration.getIntercepts());
        clauses.getInterceptFroms().addAll(configuration.getInterceptFroms());
        clauses.getInterceptSendTos().addAll(configuration.getInterceptSendTos());
        clauses.getOnCompletions().addAll(configuration.getOnCompletions());
        ErrorHandlerDefinition handler = configuration.getErrorHandler();
        if (handler != null && clauses.getErrorHandlerFactory() == null) {
            route.setErrorHandlerFactoryIfNull(handler.getErrorHandlerType());
        }
    }

    void run() {
        // The builder has put around the route what the context has at the moment.
        route.getOutputs().removeIf(Preparation::wasPutAround);
        route.markUnprepared();
        route.setRouteConfigurationId(NO_CONFIGURATION);
        clauses.prepareRoute(route);
    }

    private static boolean wasPutAround(ProcessorDefinition<?> output) {
        return (output instanceof OnExceptionDefinition clause && !clause.isRouteScoped())
                || (output instanceof OnCompletionDefinition completion && !completion.isRouteScoped())
                || output instanceof InterceptDefinition
                || output instanceof InterceptSendToEndpointDefinition;
    }
}
