/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.ExchangeHelper;

/**
 * In the place of an onCompletion. Camel would run its steps when an exchange has ended, which an attempt that is tried
 * again also does. Here they are the last steps of the execution, once it is sure to end for good, and recorded as
 * others are.
 */
final class CompletionStep extends StepProcessor {

    private final AsyncProcessor steps;
    private final boolean ofThisRoute;
    private final boolean onCompleteOnly;
    private final boolean onFailureOnly;
    private final boolean onACopy;
    private final boolean useOriginalMessage;
    private final Predicate onWhen;

    /**
     * @param step Camel's, which runs for exchanges of no execution
     * @param steps what stands in the clause
     * @param ofThisRoute the route is the workflow itself
     */
    CompletionStep(
            StepPlace place, Processor step, Processor steps, OnCompletionDefinition clause, boolean ofThisRoute) {
        super(place, step);
        this.steps = AsyncProcessorConverterHelper.convert(steps);
        this.ofThisRoute = ofThisRoute;
        this.onCompleteOnly = Boolean.parseBoolean(clause.getOnCompleteOnly());
        this.onFailureOnly = Boolean.parseBoolean(clause.getOnFailureOnly());
        this.onACopy = !"BeforeConsumer".equalsIgnoreCase(clause.getMode());
        this.useOriginalMessage = Boolean.parseBoolean(clause.getUseOriginalMessage());
        this.onWhen = clause.getOnWhen() == null ? null : clause.getOnWhen().getExpression();
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        if (ofThisRoute) {
            Message original = useOriginalMessage ? exchange.getMessage().copy() : null;
            execution.completions().keep(Frame.inside(frame, place.path()));
            execution.endTasks().beforeEnd(next -> atTheEnd(exchange, original, next));
        }
        callback.done(true);
        return true;
    }

    private void atTheEnd(Exchange exchange, Message original, Runnable next) {
        boolean left = exchange.isFailed() ? onCompleteOnly : onFailureOnly;
        if (left || (onWhen != null && !onWhen.matches(exchange))) {
            next.run();
            return;
        }
        Exchange ended = onACopy ? ExchangeHelper.createCorrelatedCopy(exchange, false) : exchange;
        if (onACopy) {
            ended.setPattern(ExchangePattern.InOnly);
        }
        if (original != null) {
            ended.setIn(original);
        }
        Exception failure = exchange.getException();
        boolean rollback = exchange.isRollbackOnly();
        boolean stop = exchange.isRouteStop();
        ended.setProperty(ExchangePropertyKey.ON_COMPLETION, true);
        ended.setException(null);
        ended.setRollbackOnly(false);
        ended.setRouteStop(false);
        ended.getExchangeExtension().setErrorHandlerHandled(null);
        ended.getExchangeExtension().setRedeliveryExhausted(false);
        steps.process(ended, sync -> {
            if (failure != null) {
                exchange.setException(failure);
            }
            exchange.setRollbackOnly(rollback);
            exchange.setRouteStop(stop);
            next.run();
        });
    }
}
