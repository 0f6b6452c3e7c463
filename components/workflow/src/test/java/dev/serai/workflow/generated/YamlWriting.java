/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What steps need to know of each other while a model is written: names that are not taken, and routes to call. */
final class YamlWriting {

    private final int routes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> called = new LinkedHashSet<>();
    private final Set<Integer> slipped = new HashSet<>();
    private int firstCallable;

    /** @param routes how many routes the model has beside the workflow's own */
    YamlWriting(int routes) {
        this.routes = routes;
    }

    /** A name of its own. */
    String name(String stem) {
        return stem + numbers.merge(stem, 1, Integer::sum);
    }

    /** Names and values in turn, in this order. */
    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            map.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return map;
    }

    /** The steps of one holder, which must not be empty. */
    List<Object> steps(List<Step> steps) {
        return steps.isEmpty()
                ? List.of(map("log", "nothing"))
                : steps.stream().flatMap(step -> step.yaml(this).stream()).toList();
    }

    /** The steps of a route: it calls none before the given one, so no call comes back to itself. */
    List<Object> routeSteps(List<Step> steps, int callableFrom) {
        firstCallable = callableFrom;
        return steps(steps);
    }

    boolean mayCall(int route) {
        return firstCallable < routes && route >= 0;
    }

    /**
     * The address of the route that a call means.
     *
     * @param scheme how it is called: each way needs a beginning of its own
     */
    String route(String scheme, int route) {
        int number = number(route);
        if (isInSlip()) {
            slipped.add(number);
        }
        String address = scheme + ":sub" + number;
        called.add(address);
        return address;
    }

    /** The address of a route that a routingSlip or dynamicRouter means. */
    String slippedRoute(int route) {
        slipped.add(number(route));
        return route("direct", route);
    }

    /**
     * Whether these steps are called by a routingSlip or dynamicRouter. One inside another is left out: where the inner
     * one fails after an asynchronous step, and the error handler delays, Camel never comes back to the outer one.
     */
    boolean isInSlip() {
        return slipped.contains(firstCallable - 1);
    }

    private int number(int route) {
        return firstCallable + route % (routes - firstCallable);
    }

    boolean isCalled(String scheme, int route) {
        return called.contains(scheme + ":sub" + route);
    }

    /**
     * Whether steps may stand here that are the beginning of an execution of its own: not in a kamelet, of which there
     * may be several. A route is written after those that call it.
     */
    boolean mayHandOver() {
        return firstCallable == 0 || !isCalled("kamelet", firstCallable - 1);
    }
}
