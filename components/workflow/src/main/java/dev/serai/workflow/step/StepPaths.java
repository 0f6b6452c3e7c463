/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Frame;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;

/**
 * Names every step of a route by its place in the model: the route, then at each level the step's own id or its name
 * with a number among its siblings. Ids that Camel makes up are never used, because they come from counters of the
 * process and differ after a restart.
 */
public final class StepPaths {

    private static final String TEMPLATE = "template:";

    private final String route;
    private final IdentityHashMap<NamedNode, StepPlace> places = new IdentityHashMap<>();

    public StepPaths(RouteDefinition definition) {
        this(root(definition), definition);
    }

    /** The steps of a kamelet or another template, which are the same wherever it is used. */
    public static StepPaths ofTemplate(RouteTemplateDefinition template) {
        return new StepPaths(TEMPLATE + VersionedIds.plain(template.getId()), template.getRoute());
    }

    private StepPaths(String root, RouteDefinition definition) {
        this.route = root;
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

    /** The paths of all steps. */
    public Collection<String> all() {
        return places.values().stream().map(StepPlace::path).toList();
    }

    /** The paths that a recorded step's key goes through, without visits and branches. */
    public static List<String> pathsIn(String stepKey) {
        List<String> found = new ArrayList<>();
        for (String level : stepKey.split(String.valueOf(Frame.INSIDE), -1)) {
            int visit = level.indexOf(Frame.VISIT);
            found.add(visit < 0 ? level : level.substring(0, visit));
        }
        return found;
    }

    private static String root(RouteDefinition definition) {
        Map<String, Object> parameters = definition.getTemplateParameters();
        if (parameters != null && parameters.get("templateId") != null) {
            return TEMPLATE + VersionedIds.plain(String.valueOf(parameters.get("templateId")));
        }
        return escaped(name(definition));
    }

    /** The route's own id, or what it begins with when it has none, without its version. */
    public static String name(RouteDefinition definition) {
        if (definition.hasCustomIdAssigned()) {
            return VersionedIds.plain(definition.getRouteId());
        }
        String uri = definition.getInput().getEndpointUri();
        int options = uri.indexOf('?');
        return VersionedIds.plain(options < 0 ? uri : uri.substring(0, options));
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
            String id = step.hasCustomIdAssigned() && step.getId() != null ? VersionedIds.plain(step.getId()) : null;
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
