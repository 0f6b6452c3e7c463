/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.Addressee;
import dev.serai.workflow.journal.Signal;
import dev.serai.workflow.value.MessageState;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultAsyncProducer;

/** Sends the message as a signal to an execution, and calls back when the signal is durable. */
final class SignalProducer extends DefaultAsyncProducer {

    private final WorkflowEndpoint endpoint;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private Expression name;
    private Expression execution;
    private Expression executionKey;

    SignalProducer(WorkflowEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        name = simple(endpoint.getSignaling().getSignal());
        if (endpoint.getSignaling().getExecution() != null) {
            execution = simple(endpoint.getSignaling().getExecution());
        } else {
            executionKey = simple(endpoint.getStart().getKey());
        }
    }

    private Expression simple(String text) {
        Expression expression =
                endpoint.getCamelContext().resolveLanguage("simple").createExpression(text);
        expression.init(endpoint.getCamelContext());
        return expression;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            WorkflowEngine engine = WorkflowEngine.of(endpoint.getCamelContext());
            String named = value(exchange, name, "signal");
            // A step of a workflow that is repeated sends the same signal, unless it is by another name now.
            String key = exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class);
            Signal signal = new Signal(
                    addressee(exchange),
                    key == null ? ids.generate().toString() : key + "-" + named,
                    named,
                    MessageState.encodeForAnotherRoute(engine.values(), exchange.getMessage()));
            CompletionStage<String> sent = engine.signals().send(signal);
            sent.whenComplete((executionId, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
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

    private Addressee addressee(Exchange exchange) {
        return execution != null
                ? Addressee.execution(value(exchange, execution, "execution"))
                : Addressee.startedWith(endpoint.getSignaling().getWorkflow(), value(exchange, executionKey, "key"));
    }

    private static String value(Exchange exchange, Expression expression, String option) {
        String value = expression.evaluate(exchange, String.class);
        if (value == null || value.isBlank()) {
            throw new UnrecoverableException("workflow:signal: the option '" + option
                    + "' gave nothing for this message. Choose an expression that every message has a value for.");
        }
        return value;
    }
}
