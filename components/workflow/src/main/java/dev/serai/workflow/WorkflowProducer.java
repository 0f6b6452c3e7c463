/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.engine.StartCallback;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.MessageState;
import java.time.Duration;
import java.time.Instant;
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

    private static final Duration LONGEST_WAIT_IN_MEMORY = Duration.ofMinutes(5);

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
                            .withParent(parent == null ? null : parent.id())
                            .withCancelWithParent(endpoint.getStart().isCancelWithParent()),
                    engine.tables().clock().now());
            StartCallback whenStarted = (id, started, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
                    callback.done(false);
                } else {
                    started(exchange, callback, id, started);
                }
            };
            if (endpoint.getStart().isWait() && !waitsInStore(exchange)) {
                engine.startAwaited(request, whenStarted);
            } else {
                engine.start(request, whenStarted);
            }
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
        if (waitsInStore(exchange)) {
            suspend(exchange, callback, id);
        } else {
            waitInMemory(exchange, callback, id);
        }
    }

    /** Whether a step of an execution waits. */
    private static boolean waitsInStore(Exchange exchange) {
        return exchange.getProperty(ExchangeProperties.EXECUTION) != null
                && exchange.getProperty(ExchangeProperties.STEP) != null;
    }

    /** An execution waits for another in the store. */
    private void suspend(Exchange exchange, AsyncCallback callback, String id) {
        Execution parent = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        String step = exchange.getProperty(ExchangeProperties.STEP, String.class);
        long givenUpAt = endpoint.getTimeout() > 0
                ? engine.tables().clock().now() + endpoint.getTimeout()
                : ExecutionRecord.NEVER;
        parent.await(exchange, new StepWait(step, StepWait.Kind.CHILD, id, givenUpAt), answer -> {
            if (answer.state() == StepWait.State.TIMED_OUT) {
                exchange.setException(new WaitTimedOutException("Execution " + id + " of workflow '"
                        + endpoint.getName() + "' had not ended by " + Instant.ofEpochMilli(answer.dueAt())
                        + ", when the time to wait for it was over; it goes on."));
            } else {
                engine.finished(answer.subject())
                        .ifPresentOrElse(
                                outcome -> ended(exchange, id, outcome),
                                () -> exchange.setException(new UnrecoverableException("Execution " + id
                                        + " of workflow '" + endpoint.getName() + "' has ended, but how is not known"
                                        + " any more.")));
            }
            callback.done(false);
        });
    }

    private void waitInMemory(Exchange exchange, AsyncCallback callback, String id) {
        long longest = endpoint.getTimeout() > 0 ? endpoint.getTimeout() : LONGEST_WAIT_IN_MEMORY.toMillis();
        CompletionStage<ExecutionOutcome> end = engine.outcome(id).copy().orTimeout(longest, TimeUnit.MILLISECONDS);
        end.whenComplete((outcome, problem) -> {
            if (problem instanceof TimeoutException) {
                exchange.setException(new ExchangeTimedOutException(
                        exchange, longest, "Execution " + id + " has not ended yet; it goes on."));
            } else if (problem != null) {
                exchange.setException(problem);
            } else {
                ended(exchange, id, outcome);
            }
            callback.done(false);
        });
    }

    private void ended(Exchange exchange, String id, ExecutionOutcome outcome) {
        if (outcome.failure() != null) {
            exchange.setException(new UnrecoverableException("Execution " + id + " of workflow '" + endpoint.getName()
                    + (outcome.status() == ExecutionStatus.CANCELLED
                            ? "' was cancelled."
                            : "' is a dead letter: " + outcome.failure().message())));
        } else {
            exchange.getMessage().setBody(outcome.output());
        }
    }
}
