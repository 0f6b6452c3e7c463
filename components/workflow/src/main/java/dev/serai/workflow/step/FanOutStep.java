/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Branches;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.Visit;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.Deque;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/** Around a step that runs its steps on copies of the exchange: each copy is a branch with a number. */
final class FanOutStep extends CompositeStep {

    private final Branches.Numbering numbering;
    private final boolean parallel;
    private final boolean synchronous;

    /**
     * @param parallel the copies run side by side
     * @param synchronous each copy blocks the thread that sends it
     */
    FanOutStep(StepPlace place, Processor step, Branches.Numbering numbering, boolean parallel, boolean synchronous) {
        super(place, step);
        this.numbering = numbering;
        this.parallel = parallel;
        this.synchronous = synchronous;
    }

    @Override
    Object enter(Execution execution, Exchange exchange, Frame frame, Visit visit, WholeStep whole) {
        forgetFailureHandling(exchange);
        String identity = identity(execution, frame, visit);
        Branches branches =
                new Branches(numbering, parallel, synchronous, execution.host().executor());
        exchange.setProperty(ExchangeProperties.FRAME, Frame.fanOut(frame, visit, identity, exchange, branches));
        return new Outer(frame, branches);
    }

    /**
     * Camel notes in a list which error handlers an exchange is inside of, and leaves the empty list behind. Copies share
     * it, so a copy that fails while another one is being handled would pass for a circle, and would not be handled.
     */
    private static void forgetFailureHandling(Exchange exchange) {
        Deque<?> handlers = exchange.getProperty(ExchangePropertyKey.FATAL_FALLBACK_ERROR_HANDLER, Deque.class);
        if (handlers != null && handlers.isEmpty()) {
            exchange.removeProperty(ExchangePropertyKey.FATAL_FALLBACK_ERROR_HANDLER);
        }
    }

    @Override
    void leave(Exchange exchange, Object outer) {
        Outer left = (Outer) outer;
        left.branches().over();
        restore(exchange, left.frame());
    }

    @Override
    boolean diverged(Execution execution, Exchange exchange, Visit visit) {
        Optional<String> left = parallel || exchange.getException() != null
                ? Optional.empty()
                : execution.journal().leftInBranchesOf(visit);
        left.ifPresent(step -> execution.stop(
                new Divergence(exchange.getContext(), execution.record()).atBranches(visit.key(), step)));
        return left.isPresent();
    }

    /** What the step finds again at its end. */
    private record Outer(Frame frame, Branches branches) {}
}
