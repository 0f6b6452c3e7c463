/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Branches;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.Resilience4jConfigurationCommon;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Puts the engine's wrapper around each step of a route. It stands next to the step itself: what {@code intercept} adds
 * is outside of it, and has steps that record themselves.
 */
final class StepWrapping implements InterceptStrategy, Ordered {

    private final Route route;
    private final StepPaths paths;
    private final DetachedSteps detached;
    private final Set<Processor> taken = Collections.newSetFromMap(new IdentityHashMap<>());

    StepWrapping(Route route, StepPaths paths, DetachedSteps detached) {
        this.route = route;
        this.paths = paths;
        this.detached = detached;
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode node, Processor step, Processor next) {
        return wrap(paths.of(node), (ProcessorDefinition<?>) node, step, next == null ? step : next);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    /**
     * @param step what other interceptors made of the step's processor
     * @param original the processor itself
     */
    private Processor wrap(StepPlace place, ProcessorDefinition<?> definition, Processor step, Processor original) {
        String misplaced = detached.refusal(definition);
        if (misplaced != null) {
            return new RefusedStep(place, step, misplaced);
        }
        StepKind kind = StepClassifier.kind(definition);
        return switch (kind) {
            case PURE -> new TransparentStep(place, step);
            case STRUCTURE -> structure(place, step, original, definition);
            case FAN_OUT -> fanOut(place, step, definition);
            case VALUE, EFFECT, CALL ->
                new RecordedStep(place, detached.around(step, definition), kind, Destination.of(definition, original));
            case WAIT ->
                new RecordedStep(
                        place,
                        new DurableDelay(route.getCamelContext(), ((DelayDefinition) definition).getExpression(), step),
                        kind,
                        Destination.NONE);
            case POLL -> new PollStep(place, step);
            case IDEMPOTENT ->
                new IdempotentStep(place, step, route.getCamelContext(), (IdempotentConsumerDefinition) definition);
            case BREAKER -> new BreakerStep(place, step, failsWhenOpen((CircuitBreakerDefinition) definition));
            case COMPLETION -> completion(place, step, (OnCompletionDefinition) definition);
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

    private StepProcessor fanOut(StepPlace place, Processor step, ProcessorDefinition<?> definition) {
        if (definition instanceof SplitDefinition split) {
            return fanOut(place, step, Branches.Numbering.SPLIT, split.getParallelProcessing(), split.getSynchronous());
        }
        if (definition instanceof RecipientListDefinition<?> list) {
            return fanOut(
                    place, step, Branches.Numbering.MULTICAST, list.getParallelProcessing(), list.getSynchronous());
        }
        MulticastDefinition multicast = (MulticastDefinition) definition;
        return fanOut(
                place,
                step,
                Branches.Numbering.MULTICAST,
                multicast.getParallelProcessing(),
                multicast.getSynchronous());
    }

    private StepProcessor fanOut(
            StepPlace place, Processor step, Branches.Numbering numbering, String parallel, String synchronous) {
        return new FanOutStep(place, step, numbering, isSet(parallel), isSet(synchronous));
    }

    private boolean isSet(String option) {
        return Boolean.TRUE.equals(CamelContextHelper.parseBoolean(route.getCamelContext(), option));
    }

    private boolean failsWhenOpen(CircuitBreakerDefinition breaker) {
        Resilience4jConfigurationCommon own = breaker.getResilience4jConfiguration();
        Resilience4jConfigurationCommon shared = ContextModel.of(route.getCamelContext())
                .model()
                .getResilience4jConfiguration(breaker.getConfiguration());
        return Stream.of(Optional.ofNullable(own), Optional.ofNullable(shared))
                .flatMap(Optional::stream)
                .map(Resilience4jConfigurationCommon::getThrowExceptionWhenHalfOpenOrOpenState)
                .filter(Objects::nonNull)
                .findFirst()
                .map(StepWrapping::isTrue)
                .orElse(false);
    }

    /** The route has the steps of the clauses made so far; the ones of this clause are those that nobody has taken. */
    private StepProcessor completion(StepPlace place, Processor step, OnCompletionDefinition clause) {
        Processor steps =
                route.getOnCompletions().stream().filter(taken::add).findFirst().orElseThrow();
        boolean called = !DurableRoutes.isWorkflow((RouteDefinition) route.getRoute());
        String refusal = called ? StepRefusals.inCalledRoute(clause) : null;
        return refusal == null
                ? new CompletionStep(place, step, steps, clause, !called)
                : new RefusedStep(place, step, refusal);
    }

    /** An option that is not plainly false, such as one that a property decides, counts as true. */
    private static boolean isTrue(String option) {
        return option != null && !option.equals("false");
    }
}
