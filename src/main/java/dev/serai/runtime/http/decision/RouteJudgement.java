/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.runtime.http.decision.RouteThread.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.rest.RestBindingDefinition;

/** Judges one route with all that it reaches. Used once, by one thread. */
final class RouteJudgement {

    private final CamelContext camelContext;
    private final List<RouteDefinition> routes;
    private final StepRules steps;
    private final ErrorHandlerRules errorHandlers;
    private final Findings findings = new Findings();
    private final Set<RouteDefinition> judged = new HashSet<>();

    RouteJudgement(
            CamelContext camelContext,
            List<RouteDefinition> routes,
            Function<String, Optional<ConnectorMetadata>> connectors) {
        this.camelContext = camelContext;
        this.routes = routes;
        EndpointRules endpoints = new EndpointRules(camelContext, routes, connectors, this::follow);
        this.steps =
                new StepRules(endpoints, camelContext.getStreamCachingStrategy().isSpoolEnabled());
        this.errorHandlers =
                new ErrorHandlerRules(camelContext.getCamelContextExtension().getErrorHandlerFactory(), endpoints);
    }

    /** What may block. */
    List<Reason> of(RouteDefinition route) {
        ContextRules.mayBlock(camelContext).forEach(findings::add);
        beginning(route)
                .ifPresent(
                        reason -> findings.add(route, sentence(route.getInput().getShortName(), reason)));
        // What intercepts an endpoint does so for all routes that send to it.
        for (RouteDefinition other : routes) {
            other.getOutputs().stream()
                    .filter(InterceptSendToEndpointDefinition.class::isInstance)
                    .forEach(this::step);
        }
        follow(route);
        return findings.list();
    }

    private static Optional<String> beginning(RouteDefinition route) {
        EndpointText from = EndpointText.of(ModelText.from(route));
        if (!ThreadDecision.answersHttp(route)) {
            return Optional.of("what stands between the request and the steps is not known");
        }
        if (from.namesABean()) {
            return Optional.of("an option names a bean");
        }
        if (from.has("useStreaming", "true") || from.has("useBodyHandler", "false")) {
            return Optional.of("the request is read as it comes");
        }
        return from.path().startsWith("proxy")
                ? Optional.of("a proxy passes on what it does not know")
                : Optional.empty();
    }

    private void follow(RouteDefinition route) {
        if (!judged.add(route)) {
            return;
        }
        if (route.getRoutePolicyRef() != null || hasPolicies(route)) {
            findings.add(route, sentence("route", "a route policy is Java code"));
        }
        if (route.getDelayer() != null) {
            findings.add(route, sentence("route", "its delayer holds its thread"));
        }
        if (route.getInputType() != null || route.getOutputType() != null) {
            findings.add(route, sentence("route", "its input or output is transformed or checked by code of its own"));
        }
        if (!route.getInterceptStrategies().isEmpty()) {
            findings.add(route, sentence("route", "an intercept strategy is Java code"));
        }
        restBinding(route.getRestBindingDefinition())
                .ifPresent(reason -> findings.add(route, sentence("rest", reason)));
        errorHandlers
                .mayBlock(route.getErrorHandlerFactory())
                .ifPresent(reason -> findings.add(route, sentence("route", reason)));
        route.getOutputs().forEach(this::step);
    }

    private static boolean hasPolicies(RouteDefinition route) {
        return route.getRoutePolicies() != null && !route.getRoutePolicies().isEmpty();
    }

    private Optional<String> restBinding(RestBindingDefinition binding) {
        if (binding == null) {
            return Optional.empty();
        }
        String mode = binding.getBindingMode() == null
                ? camelContext.getRestConfiguration().getBindingMode().name()
                : binding.getBindingMode();
        boolean plain = mode.equals("off")
                || (mode.equals("json")
                        && PlainTypes.areMeantBy(binding.getType(), binding.getTypeClass())
                        && PlainTypes.areMeantBy(binding.getOutType(), binding.getOutTypeClass()));
        if (!plain) {
            return Optional.of("the bodies are bound to types that are not Java's own");
        }
        return ModelText.isTrue(binding.getClientRequestValidation())
                        || ModelText.isTrue(binding.getClientResponseValidation())
                ? Optional.of("the messages are checked by a validator that is not known to return at once")
                : Optional.empty();
    }

    private void step(ProcessorDefinition<?> step) {
        if (ModelText.isTrue(step.getDisabled())) {
            return;
        }
        steps.mayBlock(step).ifPresent(reason -> findings.add(step, sentence(step.getShortName(), reason)));
        if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                ExpressionRules.mayBlock(when.getExpression())
                        .ifPresent(reason -> findings.add(choice, sentence("when", reason)));
            }
        }
        step.getOutputs().forEach(this::step);
        if (step instanceof TryDefinition block) {
            clauses(block);
        }
    }

    private void clauses(TryDefinition block) {
        if (block.getCatchClauses() != null) {
            block.getCatchClauses().stream()
                    .filter(clause -> !block.getOutputs().contains(clause))
                    .forEach(this::step);
        }
        if (block.getFinallyClause() != null && !block.getOutputs().contains(block.getFinallyClause())) {
            step(block.getFinallyClause());
        }
    }

    private static String sentence(String step, String reason) {
        return "'" + step + "' may block: " + reason + ".";
    }
}
