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
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WhenDefinition;

/**
 * Names every step of a route by its place in the model: the route, then at each level the step's own id or its name
 * with a number among its siblings. Ids that Camel makes up are never used, because they come from counters of the
 * process and differ after a restart.
 */
final class StepPaths {

    private static final String TEMPLATE = "template:";

    private final String route;
    private final IdentityHashMap<NamedNode, String> paths = new IdentityHashMap<>();

    StepPaths(RouteDefinition definition) {
        this.route = root(definition);
        walk(route, definition.getOutputs());
    }

    /** The path of a step, such as {@code fulfil-order/choice1/when2/to1}. */
    String of(NamedNode step) {
        String path = paths.get(step);
        if (path == null) {
            throw new IllegalStateException(
                    "The step '" + step.getShortName() + "' of route '" + route + "' has no place in the model.");
        }
        return path;
    }

    /** Names a step that stands in no model, as if it were the first under another. */
    void add(String base, ProcessorDefinition<?> step) {
        walk(base, List.of(step));
    }

    /** Whether the route was made of a template: others of it have the same paths. */
    boolean isTemplate() {
        return route.startsWith(TEMPLATE);
    }

    String route() {
        return route;
    }

    /** The first part of the paths of a route's steps. */
    static String root(RouteDefinition definition) {
        Map<String, Object> parameters = definition.getTemplateParameters();
        if (parameters != null && parameters.get("templateId") != null) {
            return TEMPLATE + parameters.get("templateId");
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

    private void walk(String base, List<? extends ProcessorDefinition<?>> steps) {
        Map<String, Integer> ordinals = new HashMap<>();
        for (ProcessorDefinition<?> step : steps) {
            int ordinal = ordinals.merge(step.getShortName(), 1, Integer::sum);
            String segment =
                    step.hasCustomIdAssigned() && step.getId() != null ? step.getId() : step.getShortName() + ordinal;
            String path = base + "/" + escaped(segment);
            paths.put(step, path);
            if (step instanceof ChoiceDefinition choice) {
                walkClauses(path, choice);
            } else {
                walk(path, StepTree.children(step));
            }
        }
    }

    private void walkClauses(String base, ChoiceDefinition choice) {
        int number = 1;
        for (WhenDefinition when : choice.getWhenClauses()) {
            walk(base + "/when" + number++, when.getOutputs());
        }
        if (choice.getOtherwise() != null) {
            walk(base + "/otherwise", choice.getOtherwise().getOutputs());
        }
    }
}
