/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.util.ArrayList;
import java.util.List;

/** Everything in the YAML files that checks look at, in the order of the files. */
final class RouteElements {

    private final List<RouteUse> routes = new ArrayList<>();
    private final List<EndpointUse> endpoints = new ArrayList<>();
    private final List<ExpressionUse> expressions = new ArrayList<>();
    private final List<StepUse> steps = new ArrayList<>();

    void add(RouteUse route) {
        routes.add(route);
    }

    void add(EndpointUse endpoint) {
        endpoints.add(endpoint);
    }

    void add(ExpressionUse expression) {
        expressions.add(expression);
    }

    void add(StepUse step) {
        steps.add(step);
    }

    List<RouteUse> routes() {
        return routes;
    }

    List<EndpointUse> endpoints() {
        return endpoints;
    }

    List<ExpressionUse> expressions() {
        return expressions;
    }

    List<StepUse> steps() {
        return steps;
    }
}
