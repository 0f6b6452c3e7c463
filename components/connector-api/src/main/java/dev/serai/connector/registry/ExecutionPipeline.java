/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Capability;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorSettings;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What stands between a caller and a connector's own call: circuit breaker, retry, bulkhead, rate limit. One for each
 * connector instance, shared by every route that uses it. A part that is off is not there, and a call that succeeds at
 * once passes without an object of its own.
 *
 * <p>The breaker stands outside the retry: a call that succeeds at its third try is one success. Bulkhead and rate limit
 * stand inside it, so that the system never sees more than they allow, repetitions included.
 */
final class ExecutionPipeline {

    private final ConnectorSettings settings;
    private final Connector connector;
    private final Runnable requireConnected;
    private final ConnectorCalls calls;
    private final Redaction redaction;
    private final ScheduledExecutorService timer;
    private final Executor repeats;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final LongAdder retries = new LongAdder();
    private final CircuitBreaker circuitBreaker;
    private final RateLimiter rateLimiter;
    private final Bulkhead bulkhead;
    private final Retry retry;
    private final long windowsBegin = System.nanoTime();

    /**
     * @param requireConnected throws while the connector is not connected
     * @param timer starts repetitions and ends calls that take too long, and runs nothing else
     * @param repeats where repetitions run, together with the steps that follow a connector's immediate answer
     */
    ExecutionPipeline(
            ConnectorDeclaration<?> declaration,
            Connector connector,
            Runnable requireConnected,
            ScheduledExecutorService timer,
            Executor repeats) {
        this.settings = declaration.settings();
        this.connector = connector;
        this.requireConnected = requireConnected;
        this.calls = new ConnectorCalls(connector);
        this.redaction = declaration.redaction();
        this.timer = timer;
        this.repeats = repeats;
        this.circuitBreaker =
                declaration.circuitBreaker() ? Resilience.circuitBreaker(settings.circuitBreaker()) : null;
        this.rateLimiter = settings.rateLimit().on() ? Resilience.rateLimiter(settings.rateLimit()) : null;
        this.bulkhead = settings.bulkhead().on() ? Resilience.bulkhead(settings.bulkhead()) : null;
        this.retry = settings.retry().maxRetries() > 0 ? Resilience.retry(settings.retry()) : null;
    }

    CompletionStage<ExecutionResult> execute(Operation operation, Map<String, Object> input, ExecutionContext context) {
        return execute(operation, input, context, null);
    }

    /** @param beforeEnd gets the result when the call has ended, before anybody is told; null after a failure. Or null */
    CompletionStage<ExecutionResult> execute(
            Operation operation,
            Map<String, Object> input,
            ExecutionContext context,
            Consumer<ExecutionResult> beforeEnd) {
        long start = 0;
        if (circuitBreaker != null) {
            if (!circuitBreaker.tryAcquirePermission()) {
                return CompletableFuture.failedFuture(circuitOpen(operation));
            }
            start = circuitBreaker.getCurrentTimestamp();
        }
        if (!entered()) {
            return new PipelineCall(this, operation, input, context, start, beforeEnd).refused(bulkheadFull(operation));
        }
        long wait = turn();
        if (wait != 0) {
            return new PipelineCall(this, operation, input, context, start, beforeEnd).waiting(wait);
        }
        CompletableFuture<ExecutionResult> answer = invoke(operation, input, context);
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            left();
            succeeded(start);
            if (beforeEnd != null) {
                beforeEnd.accept(answer.join());
            }
            return answer;
        }
        return new PipelineCall(this, operation, input, context, start, beforeEnd).begun(answer);
    }

    /** The connector's own call; what it throws comes back as a failed stage. */
    CompletableFuture<ExecutionResult> invoke(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        try {
            requireConnected.run();
            return calls.execute(operation, input, context).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Takes a place among the calls under way; false when there is none. */
    boolean entered() {
        return bulkhead == null || bulkhead.tryAcquirePermission();
    }

    /** Gives the place back. */
    void left() {
        if (bulkhead != null) {
            bulkhead.onComplete();
        }
    }

    /** Nanoseconds until the call's turn; 0 when that is now, negative when it would wait too long. */
    long turn() {
        return rateLimiter == null ? 0 : rateLimiter.reservePermission();
    }

    void succeeded(long start) {
        if (circuitBreaker != null) {
            circuitBreaker.onSuccess(circuitBreaker.getCurrentTimestamp() - start, circuitBreaker.getTimestampUnit());
        }
    }

    void failed(long start, ConnectorException failure) {
        if (circuitBreaker != null) {
            circuitBreaker.onError(
                    circuitBreaker.getCurrentTimestamp() - start, circuitBreaker.getTimestampUnit(), failure);
        }
    }

    /** A call was given up by its caller, which says nothing about the system. */
    void abandoned() {
        if (circuitBreaker != null) {
            circuitBreaker.releasePermission();
        }
    }

    /** The back-off of one call that has failed once. */
    Retry.AsyncContext<ExecutionResult> backOff() {
        return retry == null ? null : retry.asyncContext();
    }

    /** An unsafe call is repeated only for failures that say it was never sent; those are safe for any operation. */
    boolean mayBeRepeated(Operation operation, ExecutionContext context, ConnectorException failure) {
        return failure.neverSent()
                || operation.idempotent()
                || (context.idempotencyKey().isPresent()
                        && connector.capabilities().has(Capability.IDEMPOTENCY_KEYS));
    }

    /** Gives whether there will be a later. */
    boolean later(Runnable task, long nanoseconds) {
        waiting.add(task);
        if (!timer.isShutdown()) {
            try {
                Future<?> unused = timer.schedule(() -> begin(task), nanoseconds, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // It was shut down in this moment. One of Camel's takes tasks then, without a word.
            }
        }
        return !(timer.isShutdown() && waiting.remove(task));
    }

    private void begin(Runnable task) {
        if (waiting.remove(task)) {
            repeats.execute(task);
        }
    }

    /**
     * Begins at once what waits for its time. The connector is disconnected and the timer has stopped, so that each call
     * fails with that, which is better than a caller who waits for ever.
     */
    void endWaiting() {
        List.copyOf(waiting).stream().filter(waiting::remove).forEach(Runnable::run);
    }

    /** Ends a call that takes too long; the handle calls it off. */
    Future<?> deadline(Runnable task) {
        return timer.schedule(() -> repeats.execute(task), settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    Duration timeout() {
        return settings.timeout();
    }

    void repeated() {
        retries.increment();
    }

    /** How many calls were repetitions. */
    long retries() {
        return retries.sum();
    }

    /** Null without a circuit breaker. */
    CircuitBreaker circuitBreaker() {
        return circuitBreaker;
    }

    /** Null without a rate limit. */
    RateLimitState rateLimit() {
        if (rateLimiter == null) {
            return null;
        }
        long period = settings.rateLimit().period().toNanos();
        return new RateLimitState(
                settings.rateLimit().limit(),
                rateLimiter.getMetrics().getAvailablePermissions(),
                Duration.ofNanos(period - (System.nanoTime() - windowsBegin) % period));
    }

    /** What a call failed with, as a caller may see it: with names, without secrets. */
    ConnectorException known(String operation, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        ConnectorException known = cause instanceof ConnectorException connectorFailure
                ? connectorFailure.named(settings.name(), operation)
                : ConnectorException.of(ConnectorErrors.UNEXPECTED, "The call failed unexpectedly: " + cause)
                        .connector(settings.name())
                        .operation(operation)
                        .cause(cause)
                        .build();
        return redaction.apply(known);
    }

    ConnectorException.Builder failure(Operation operation, ErrorCode code, String sentence) {
        return ConnectorException.of(code, sentence).connector(settings.name()).operation(operation.name());
    }

    ConnectorException bulkheadFull(Operation operation) {
        return failure(
                        operation,
                        ConnectorErrors.BULKHEAD_FULL,
                        "The call was not made: " + settings.bulkhead().maxConcurrent()
                                + " calls are under way, and 'bulkhead.maxConcurrent' allows no more.")
                .neverSent()
                .build();
    }

    ConnectorException rateLimited(Operation operation) {
        return failure(
                        operation,
                        ConnectorErrors.RATE_LIMITED,
                        "The call was not made: the rate limit of "
                                + settings.rateLimit().limit() + " calls in "
                                + settings.rateLimit().period().toMillis() + " ms leaves no room within "
                                + settings.rateLimit().maxWait().toMillis()
                                + " ms ('rateLimit.maxWait').")
                .neverSent()
                .retryAfter(settings.rateLimit().period())
                .build();
    }

    ConnectorException timedOut(Operation operation) {
        return failure(
                        operation,
                        ConnectorErrors.TIMED_OUT,
                        "The operation took longer than " + settings.timeout().toMillis()
                                + " ms ('timeout'), its repetitions and waits included.")
                .build();
    }

    private ConnectorException circuitOpen(Operation operation) {
        return failure(
                        operation,
                        ConnectorErrors.CIRCUIT_OPEN,
                        "The call was not made: the circuit breaker is open after "
                                + settings.circuitBreaker().failures()
                                + " consecutive failures, and lets the next call try at most "
                                + settings.circuitBreaker().recovery().toMillis()
                                + " ms after it opened.")
                .neverSent()
                .retryAfter(settings.circuitBreaker().recovery())
                .build();
    }
}
