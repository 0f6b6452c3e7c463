/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.Visit;
import dev.serai.workflow.value.ExchangeProperties;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Around a loop. A record of its first turns stands for all of them, so that a replay goes straight to the next one: the
 * loop itself turns on, but the turns that are recorded are empty.
 */
final class LoopStep extends CompositeStep {

    /**
     * @param step the loop, with what other interceptors put around it
     * @param loop the loop itself, whose body gets a {@link LoopTurn} around it
     */
    LoopStep(StepPlace place, Processor step, DelegateAsyncProcessor loop) {
        super(place, step);
        loop.setProcessor(new LoopTurn(loop.getProcessor(), place.path()));
    }

    @Override
    Object enter(Execution execution, Exchange exchange, Frame frame, Visit visit, WholeStep whole) {
        Object outer = exchange.getProperty(ExchangeProperties.LOOP);
        exchange.setProperty(
                ExchangeProperties.LOOP,
                new LoopRun(
                        whole,
                        place.path(),
                        Frame.inside(frame, place.path()),
                        execution.recordedTurns(visit).orElse(null)));
        return outer;
    }

    @Override
    void leave(Exchange exchange, Object outer) {
        if (outer == null) {
            exchange.removeProperty(ExchangeProperties.LOOP);
        } else {
            exchange.setProperty(ExchangeProperties.LOOP, outer);
        }
    }
}
