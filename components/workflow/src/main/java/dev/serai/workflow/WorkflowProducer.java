/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.MessageState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/** Starts an execution, and calls back when the start is durable, or, if asked to wait, when the execution has ended. */
final class WorkflowProducer extends DefaultAsyncProducer {

    private final WorkflowEndpoint endpoint;
    private WorkflowEngine engine;
    private StartExpressions expressions;

    WorkflowProducer(WorkflowEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        engine = WorkflowEngine.of(endpoint.getCamelContext());
        expressions = new StartExpressions(endpoint.getCamelContext(), endpoint.getName(), endpoint.getStart());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Execution parent = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
            StartRequest request = expressions.request(
                    exchange,
                    MessageState.encode(engine.values(), exchange.getMessage()),
                    StartTerms.DEFAULTS
                            .withKey(expressions.haveKey() ? null : idempotencyKey(exchange))
                            .withParent(parent == null ? null : parent.id()));
            engine.start(request, (id, started, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
                    callback.done(false);
                } else {
                    started(exchange, callback, id, started);
                }
            });
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /** The key of a start whose options name none. */
    private static String idempotencyKey(Exchange exchange) {
        String header = exchange.getMessage().getHeader(WorkflowHeaders.IDEMPOTENCY_KEY, String.class);
        return header != null
                ? header
                : exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class);
    }

    private void started(Exchange exchange, AsyncCallback callback, String id, boolean started) {
        Message message = exchange.getMessage();
        message.setHeader(WorkflowHeaders.EXECUTION_ID, id);
        message.setHeader(WorkflowHeaders.EXECUTION_STARTED, started);
        if (!endpoint.getStart().isWait()) {
            callback.done(false);
            return;
        }
        CompletableFuture<ExecutionOutcome> outcome = engine.outcome(id);
        CompletionStage<ExecutionOutcome> end = outcome.copy().orTimeout(endpoint.getTimeout(), TimeUnit.MILLISECONDS);
        end.whenComplete((result, problem) -> {
            if (problem instanceof TimeoutException) {
                exchange.setException(new ExchangeTimedOutException(
                        exchange, endpoint.getTimeout(), "Execution " + id + " has not ended yet; it goes on."));
            } else if (problem != null) {
                exchange.setException(problem);
            } else if (result.failure() != null) {
                exchange.setException(new UnrecoverableException("Execution " + id + " of workflow '"
                        + endpoint.getName() + "' "
                        + (result.status() == ExecutionStatus.CANCELLED
                                ? "was cancelled."
                                : "is a dead letter: " + result.failure().message())));
            } else {
                message.setBody(result.output());
            }
            callback.done(false);
        });
    }
}
