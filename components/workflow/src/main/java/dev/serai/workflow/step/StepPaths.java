/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.version.VersionedIds;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.NamedNode;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;

/**
 * Names every step of a route by its place in the model: the route, then at each level the step's own id or its name
 * with a number among its siblings. Ids that Camel makes up are never used, because they come from counters of the
 * process and differ after a restart.
 */
final class StepPaths {

    private final String route;
    private final IdentityHashMap<NamedNode, StepPlace> places = new IdentityHashMap<>();

    StepPaths(RouteDefinition definition) {
        this.route = root(definition);
        walk(new StepPlace(route, null, true, false), definition.getOutputs());
    }

    /** The place of a step, whose path is such as {@code fulfil-order/choice1/when2/to1}. */
    StepPlace of(NamedNode step) {
        StepPlace place = places.get(step);
        if (place == null) {
            throw new IllegalStateException(
                    "The step '" + step.getShortName() + "' of route '" + route + "' has no place in the model.");
        }
        return place;
    }

    String route() {
        return route;
    }

    private static String root(RouteDefinition definition) {
        Map<String, Object> parameters = definition.getTemplateParameters();
        if (parameters != null && parameters.get("templateId") != null) {
            return "template:" + parameters.get("templateId");
        }
        return escaped(VersionedIds.plain(definition.getRouteId()));
    }

    /** Keeps the characters with a meaning in step keys out of what users named. */
    private static String escaped(String name) {
        return name.replace("%", "%25")
                .replace("/", "%2F")
                .replace("" + Frame.INSIDE, "%3E")
                .replace("" + Frame.BRANCH, "%23")
                .replace("" + Frame.VISIT, "%40");
    }

    private void walk(StepPlace base, List<? extends ProcessorDefinition<?>> steps) {
        Map<String, Integer> ordinals = new HashMap<>();
        for (ProcessorDefinition<?> step : steps) {
            int ordinal = ordinals.merge(step.getShortName(), 1, Integer::sum);
            String id = step.hasCustomIdAssigned() ? step.getId() : null;
            String segment = id != null ? id : step.getShortName() + ordinal;
            StepPlace place = base.under(escaped(segment)).named(id);
            places.put(step, place);
            if (step instanceof ChoiceDefinition choice) {
                walkClauses(place, choice);
            } else if (step instanceof CircuitBreakerDefinition breaker) {
                walkBreaker(place, breaker);
            } else {
                walk(inside(step, place), StepTree.children(step));
            }
        }
    }

    /** What the place of a step is for the steps in it. */
    private static StepPlace inside(ProcessorDefinition<?> step, StepPlace place) {
        // Camel has no error handler inside it, so nothing there is redelivered.
        boolean handles = step instanceof CatchDefinition || step instanceof OnExceptionDefinition;
        return new StepPlace(
                place.path(),
                null,
                place.redeliverable() && !(step instanceof TryDefinition),
                place.handlesFailure() || handles);
    }

    private void walkBreaker(StepPlace base, CircuitBreakerDefinition breaker) {
        walk(new StepPlace(base.path(), null, false, base.handlesFailure()), breaker.getOutputs());
        if (breaker.getOnFallback() != null) {
            StepPlace fallback = base.under("onFallback");
            walk(
                    new StepPlace(fallback.path(), null, false, true),
                    breaker.getOnFallback().getOutputs());
        }
    }

    private void walkClauses(StepPlace base, ChoiceDefinition choice) {
        int number = 1;
        for (WhenDefinition when : choice.getWhenClauses()) {
            walk(base.under("when" + number++), when.getOutputs());
        }
        if (choice.getOtherwise() != null) {
            walk(base.under("otherwise"), choice.getOtherwise().getOutputs());
        }
    }
}
