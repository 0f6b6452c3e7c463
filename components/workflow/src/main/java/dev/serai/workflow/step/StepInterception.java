/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.NotDurableException;
import dev.serai.workflow.step.DurableRoutes.Refusal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

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
        if (DurableRoutes.isPartOfAWorkflow(route.getCamelContext(), definition)) {
            keepQuiet(route, definition);
        }
        StepPaths paths = new StepPaths(definition);
        StepTree.below(definition).forEach(step -> guardCondition(step, paths.of(step)));
        route.getInterceptStrategies().add((context, node, step, next) -> wrap(paths, node, step, next));
    }

    private static void guardCondition(ProcessorDefinition<?> step, String path) {
        if (step instanceof CatchDefinition clause) {
            CatchCondition.guard(clause, path);
        } else if (step instanceof LoopDefinition loop) {
            LoopCondition.guard(loop, path);
        }
    }

    private static void refuseWhatCannotBeDurable(Route route, RouteDefinition definition) {
        List<Refusal> refusals = DurableRoutes.refusals(route.getCamelContext(), definition);
        if (!refusals.isEmpty()) {
            throw new NotDurableException(
                    refusals.stream().map(Refusal::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * @param step what other interceptors made of the step's processor
     * @param original the processor itself, or null when it is the same
     */
    private static Processor wrap(StepPaths paths, NamedNode node, Processor step, Processor original) {
        ProcessorDefinition<?> definition = (ProcessorDefinition<?>) node;
        StepPlace place = new StepPlace(
                paths.of(node),
                // Camel has no error handler inside doTry, so nothing there is redelivered.
                !isInside(definition, TryDefinition.class),
                isInside(definition, CatchDefinition.class, OnExceptionDefinition.class));
        StepKind kind = StepClassifier.kind(definition);
        return switch (kind) {
            case PURE -> new TransparentStep(place, step);
            case STRUCTURE -> structure(place, step, original == null ? step : original, definition);
            case FAN_OUT -> fanOut(place, step, definition);
            case VALUE, EFFECT, CALL -> new RecordedStep(place, step, kind);
            case REFUSED ->
                new RefusedStep(place, step, StepClassifier.refusal(definition).orElseThrow());
        };
    }

    private static StepProcessor structure(
            StepPlace place, Processor step, Processor original, ProcessorDefinition<?> definition) {
        if (definition instanceof LoopDefinition && original instanceof DelegateAsyncProcessor loop) {
            return new LoopStep(place, step, loop);
        }
        return new TransparentStep(place, step);
    }

    private static StepProcessor fanOut(StepPlace place, Processor step, ProcessorDefinition<?> definition) {
        return definition instanceof SplitDefinition split
                ? new FanOutStep(place, step, ExchangePropertyKey.SPLIT_INDEX, isTrue(split.getParallelProcessing()))
                : new FanOutStep(
                        place,
                        step,
                        ExchangePropertyKey.MULTICAST_INDEX,
                        isTrue(((MulticastDefinition) definition).getParallelProcessing()));
    }

    /** An option that is not plainly false, such as one that a property decides, counts as true. */
    private static boolean isTrue(String option) {
        return option != null && !option.equals("false");
    }

    private static boolean isInside(ProcessorDefinition<?> definition, Class<?>... holders) {
        for (ProcessorDefinition<?> at = definition.getParent(); at != null; at = at.getParent()) {
            for (Class<?> holder : holders) {
                if (holder.isInstance(at)) {
                    return true;
                }
            }
        }
        return false;
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
        // Where nothing is redelivered, Camel asks the handler's own level instead of the policy.
        quiet.setLevel("OFF");
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
