/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;

/** Which routes take part in durable executions: those that begin with {@code workflow:}, and what they call. */
public final class DurableRoutes {

    private DurableRoutes() {}

    /** Whether a route begins with a workflow. */
    public static boolean isWorkflow(RouteDefinition route) {
        return uri(route).startsWith("workflow:");
    }

    static boolean isCalled(String uri) {
        return uri.startsWith("direct:") || uri.startsWith("seda:");
    }

    static Stream<String> recipients(ProcessorDefinition<?> step) {
        if (Recipients.areNamedBy(step)) {
            return Recipients.constants((ExpressionNode) step).stream();
        }
        if (step instanceof WireTapDefinition<?> tap) {
            return Stream.ofNullable(tap.getUri());
        }
        return step instanceof EndpointRequiredDefinition sending
                ? Stream.ofNullable(sending.getEndpointUri())
                : Stream.empty();
    }

    /** The ids that users gave the steps of a workflow and of the routes that it calls. */
    public static Set<String> stepIds(CamelContext context, RouteDefinition workflow) {
        return RouteCalls.of(context).reachedFrom(workflow).stream()
                .flatMap(route -> StepTree.below(route).stream())
                .filter(ProcessorDefinition::hasCustomIdAssigned)
                .map(ProcessorDefinition::getId)
                .collect(Collectors.toSet());
    }

    /** Everything in a workflow, and in the routes that it calls, that cannot be durable. */
    public static List<Finding> refusals(CamelContext context, RouteDefinition workflow) {
        return findings(context, workflow, (route, step) -> refusal(route, step).stream());
    }

    /** What in a workflow, and in the routes that it calls, may stop an execution later. */
    public static List<Finding> warnings(CamelContext context, RouteDefinition workflow) {
        return findings(context, workflow, (route, step) -> StepRules.of(step).warnings(step));
    }

    private static List<Finding> findings(
            CamelContext context,
            RouteDefinition workflow,
            BiFunction<RouteDefinition, ProcessorDefinition<?>, Stream<String>> reasons) {
        List<Finding> findings = new ArrayList<>();
        for (RouteDefinition route : RouteCalls.of(context).reachedFrom(workflow)) {
            for (ProcessorDefinition<?> step : StepTree.below(route)) {
                reasons.apply(route, step)
                        .forEach(reason -> findings.add(new Finding(
                                file(step),
                                Math.max(0, step.getLineNumber()),
                                step.getShortName(),
                                "In the durable route '" + route.getRouteId() + "', " + reason + ".")));
            }
        }
        return findings;
    }

    private static Optional<String> refusal(RouteDefinition route, ProcessorDefinition<?> step) {
        Optional<String> anywhere = StepClassifier.refusal(step);
        return anywhere.isPresent() || isWorkflow(route)
                ? anywhere
                : Optional.ofNullable(StepRefusals.inCalledRoute(step));
    }

    /**
     * A step that cannot be durable, or may not be.
     *
     * @param file the file's name, or the empty text when the route came from none
     * @param line as Camel knows it, or 0
     * @param step the step's name
     * @param message why, and what to write instead
     */
    public record Finding(String file, int line, String step, String message) {

        @Override
        public String toString() {
            return file.isEmpty() || line == 0 ? message : file + ":" + line + ": " + message;
        }
    }

    /** The name of the file that a step stands in, or the empty text. */
    static String file(ProcessorDefinition<?> step) {
        String location = step.getLocation() == null ? "" : step.getLocation();
        return location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
    }

    static String uri(RouteDefinition route) {
        String uri = route.getInput() == null ? null : route.getInput().getEndpointUri();
        return uri == null ? "" : uri;
    }

    static String withoutOptions(String uri) {
        if (uri == null) {
            return "";
        }
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query)).replace("://", ":");
    }
}
