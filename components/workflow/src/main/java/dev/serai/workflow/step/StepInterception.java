/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.NotDurableException;
import dev.serai.workflow.step.DurableRoutes.Finding;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.LoggerFactory;

/** Wraps the steps of every route as it is made. Added to the context before any route is. */
public final class StepInterception extends LifecycleStrategySupport {

    @Override
    public void onRouteContextCreate(Route route) {
        if (!(route.getRoute() instanceof RouteDefinition definition)) {
            return;
        }
        if (DurableRoutes.isWorkflow(definition)) {
            refuseWhatCannotBeDurable(route, definition);
        }
        boolean durable = RouteCalls.of(route.getCamelContext()).isPartOfAWorkflow(definition);
        if (durable) {
            keepQuiet(route, definition);
        }
        StepPaths paths = new StepPaths(definition);
        StepTree.below(definition).forEach(step -> prepare(route, step, paths.of(step), durable));
        DetachedSteps detached = new DetachedSteps(route, paths, Entries.of(route.getCamelContext()));
        detached.addBeginning(definition);
        route.getInterceptStrategies().add(new StepWrapping(route, paths, detached));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> {
            Entries.of(route.getCamelContext()).remove(route);
            RouteCalls.of(route.getCamelContext()).forget();
        });
    }

    /** Puts what the engine needs into the model, before Camel makes a step of it. */
    private static void prepare(Route route, ProcessorDefinition<?> step, StepPlace place, boolean durable) {
        if (step instanceof CatchDefinition clause) {
            CatchCondition.guard(clause, place.path());
        } else if (step instanceof LoopDefinition loop) {
            LoopCondition.guard(loop, place.path());
        } else if (Recipients.areNamedBy(step)) {
            Recipients.standIn(route, (ExpressionNode) step, place, durable);
        } else if (step instanceof IdempotentConsumerDefinition consumer) {
            RecordedRepository.standIn(route.getCamelContext(), consumer);
        }
    }

    private static void refuseWhatCannotBeDurable(Route route, RouteDefinition definition) {
        List<Finding> refusals = DurableRoutes.refusals(route.getCamelContext(), definition);
        if (!refusals.isEmpty()) {
            throw new NotDurableException(
                    refusals.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * The end of an attempt is the engine's to report, in one line. Without this, Camel's default error handler would
     * print a stack trace for each. An error handler of the user's own stays as it is.
     */
    private static void keepQuiet(Route route, RouteDefinition definition) {
        if (hasErrorHandlerOfItsOwn(route)) {
            return;
        }
        DefaultErrorHandlerDefinition quiet = new DefaultErrorHandlerDefinition();
        RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
        policy.setLogExhausted("false");
        quiet.setRedeliveryPolicy(policy);
        // Where nothing is redelivered, Camel asks the handler's own logger instead of the policy. A level by its name
        // would be looked up among all type converters for each step, which is half of what loading a large route
        // costs.
        quiet.setLoggerBean(new CamelLogger(LoggerFactory.getLogger(DefaultErrorHandler.class), LoggingLevel.OFF));
        route.setErrorHandlerFactory(quiet);
        // Camel takes the route's from the definition once more after this.
        definition.setErrorHandlerFactory(quiet);
    }

    private static boolean hasErrorHandlerOfItsOwn(Route route) {
        ErrorHandlerFactory factory = route.getErrorHandlerFactory();
        boolean camelsDefault = factory == null
                || (factory instanceof RefErrorHandlerDefinition reference
                        && RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(reference.getRef()));
        return !camelsDefault
                || route.getCamelContext().getCamelContextExtension().getErrorHandlerFactory() != null;
    }
}
