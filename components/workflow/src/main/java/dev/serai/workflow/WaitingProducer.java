/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.ExchangeProperties;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultAsyncProducer;

/** A step that suspends its execution until something comes. */
abstract class WaitingProducer extends DefaultAsyncProducer {

    final WorkflowEndpoint endpoint;

    WaitingProducer(WorkflowEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** @param step the step's key */
    abstract StepWait waitFor(Exchange exchange, String step);

    /** Goes on when the wait is over or was given up. What it throws is the step's failure. */
    abstract void over(Exchange exchange, StepWait.Answer answer);

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
            String step = exchange.getProperty(ExchangeProperties.STEP, String.class);
            if (execution == null || step == null) {
                throw new UnrecoverableException(
                        "workflow:" + endpoint.getName() + " stands in a route that no workflow"
                                + " runs. Use it in a route that begins with workflow:NAME, or in one that such a route calls.");
            }
            execution.await(exchange, waitFor(exchange, step), answer -> {
                try {
                    over(exchange, answer);
                } catch (RuntimeException e) {
                    exchange.setException(e);
                }
                callback.done(false);
            });
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /** When the wait is given up, in milliseconds since 1970. */
    final long givenUpAt() {
        return endpoint.getTimeout() > 0
                ? WorkflowEngine.of(endpoint.getCamelContext()).tables().clock().now() + endpoint.getTimeout()
                : ExecutionRecord.NEVER;
    }

    final Expression simple(String text) {
        Expression expression =
                endpoint.getCamelContext().resolveLanguage("simple").createExpression(text);
        expression.init(endpoint.getCamelContext());
        return expression;
    }
}
