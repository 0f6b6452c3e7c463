/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import io.github.resilience4j.retry.Retry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One call that did not succeed at once: it waits for its turn, for the system's answer or for a repetition. Cancelling it
 * cancels the connector's own call. Its time-out ends it even when the connector never answers.
 */
final class PipelineCall extends CompletableFuture<ExecutionResult> {

    private final ExecutionPipeline pipeline;
    private final Operation operation;
    private final Map<String, Object> input;
    private final ExecutionContext context;
    private final long breakerStart;
    private final Consumer<ExecutionResult> beforeEnd;
    private final long begin = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Future<?> deadline;
    private Retry.AsyncContext<ExecutionResult> backOff;
    private volatile CompletableFuture<ExecutionResult> underWay;
    private int attempts;

    PipelineCall(
            ExecutionPipeline pipeline,
            Operation operation,
            Map<String, Object> input,
            ExecutionContext context,
            long breakerStart,
            Consumer<ExecutionResult> beforeEnd) {
        this.pipeline = pipeline;
        this.operation = operation;
        this.input = input;
        this.context = context;
        this.breakerStart = breakerStart;
        this.beforeEnd = beforeEnd;
        this.deadline = pipeline.deadline(this::timedOut);
    }

    /** How often the system was asked; true once the call has ended. */
    int attempts() {
        return attempts;
    }

    /** Goes on with a first attempt that was not made. */
    PipelineCall refused(ConnectorException refusal) {
        failedAttempt(refusal);
        return this;
    }

    /** Goes on with a first attempt that has a place and waits for its turn. */
    PipelineCall waiting(long nanoseconds) {
        awaitTurn(nanoseconds);
        return this;
    }

    private void awaitTurn(long nanoseconds) {
        if (nanoseconds < 0) {
            pipeline.left();
            failedAttempt(pipeline.rateLimited(operation));
        } else if (!pipeline.later(this::invoke, nanoseconds)) {
            pipeline.left();
            fail(pipeline.rateLimited(operation));
        }
    }

    /** Goes on with a first attempt that was made. */
    PipelineCall begun(CompletableFuture<ExecutionResult> answer) {
        attempts = 1;
        follow(answer);
        return this;
    }

    private void attempt() {
        if (ended.get()) {
            return;
        }
        if (pipeline.entered()) {
            long turn = pipeline.turn();
            if (turn == 0) {
                invoke();
            } else {
                awaitTurn(turn);
            }
        } else {
            failedAttempt(pipeline.bulkheadFull(operation));
        }
    }

    private void invoke() {
        if (ended.get()) {
            pipeline.left();
            return;
        }
        attempts++;
        follow(pipeline.invoke(operation, input, context));
    }

    private void follow(CompletableFuture<ExecutionResult> answer) {
        underWay = answer;
        CompletableFuture<ExecutionResult> unused = answer.whenComplete((result, failure) -> {
            pipeline.left();
            if (failure == null) {
                succeed(result);
            } else {
                failedAttempt(pipeline.known(operation.name(), failure));
            }
        });
        if (ended.get()) {
            cancelUnderWay();
        }
    }

    private void failedAttempt(ConnectorException failure) {
        long delay = pipeline.mayBeRepeated(operation, context, failure) ? nextDelay(failure) : -1;
        if (delay < 0 || ended.get()) {
            fail(failure);
        } else {
            repeat(delay, failure);
        }
    }

    private void repeat(long delay, ConnectorException failure) {
        if (pipeline.later(this::attempt, delay * 1_000_000)) {
            pipeline.repeated();
        } else {
            // The Camel context is shutting down; nobody would make the repetition.
            fail(failure);
        }
    }

    /** In milliseconds; negative when the call is not repeated, also because its time would be over first. */
    private long nextDelay(ConnectorException failure) {
        if (backOff == null) {
            backOff = pipeline.backOff();
        }
        long delay = backOff == null ? -1 : backOff.onError(failure);
        long spent = (System.nanoTime() - begin) / 1_000_000;
        return spent + delay < pipeline.timeout().toMillis() ? delay : -1;
    }

    private void succeed(ExecutionResult result) {
        if (ended.compareAndSet(false, true)) {
            callOffDeadline();
            pipeline.succeeded(breakerStart);
            beforeEnd(result);
            complete(result);
        }
    }

    private void fail(ConnectorException failure) {
        if (ended.compareAndSet(false, true)) {
            callOffDeadline();
            pipeline.failed(breakerStart, failure);
            beforeEnd(null);
            completeExceptionally(failure);
        }
    }

    private void beforeEnd(ExecutionResult result) {
        if (beforeEnd != null) {
            beforeEnd.accept(result);
        }
    }

    private void callOffDeadline() {
        boolean unused = deadline.cancel(false);
    }

    private void timedOut() {
        if (ended.compareAndSet(false, true)) {
            cancelUnderWay();
            ConnectorException failure = pipeline.timedOut(operation);
            pipeline.failed(breakerStart, failure);
            beforeEnd(null);
            completeExceptionally(failure);
        }
    }

    private void cancelUnderWay() {
        CompletableFuture<ExecutionResult> last = underWay;
        if (last != null) {
            boolean unused = last.cancel(true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (ended.compareAndSet(false, true)) {
            callOffDeadline();
            pipeline.abandoned();
            beforeEnd(null);
        }
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        cancelUnderWay();
        return cancelled;
    }
}
