/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.CircuitBreakerSettings;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.RetrySettings;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;

/**
 * What stands between a caller and a connector's own call. One for each connector instance, shared by every route that
 * uses it. A part that is off is not there.
 *
 * <p>The breaker stands outside the retry: a call that succeeds at its third try is one success.
 */
final class ExecutionPipeline {

    private final ConnectorSettings settings;
    private final Connector connector;
    private final ScheduledExecutorService scheduler;
    private final LongAdder retries = new LongAdder();
    private final CircuitBreaker circuitBreaker;
    private final Retry retry;

    ExecutionPipeline(
            ConnectorSettings settings,
            boolean circuitBreakerByDefault,
            Connector connector,
            ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.connector = connector;
        this.scheduler = scheduler;
        Boolean breaker = settings.circuitBreaker().enabled();
        this.circuitBreaker = (breaker == null ? circuitBreakerByDefault : breaker)
                ? circuitBreaker(settings.circuitBreaker())
                : null;
        this.retry = settings.retry().maxRetries() > 0 ? retry(settings.retry()) : null;
    }

    CompletionStage<ExecutionResult> execute(Operation operation, Map<String, Object> input, ExecutionContext context) {
        if (circuitBreaker == null) {
            return repeated(operation, input, context);
        }
        return circuitBreaker
                .executeCompletionStage(() -> repeated(operation, input, context))
                .handle((result, failure) -> failure == null
                        ? CompletableFuture.completedStage(result)
                        : CompletableFuture.<ExecutionResult>failedStage(rejection(operation, failure)))
                .thenCompose(stage -> stage);
    }

    /** How many calls were repetitions. */
    long retries() {
        return retries.sum();
    }

    private CompletionStage<ExecutionResult> repeated(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return retry != null && mayBeRepeated(operation, context)
                ? retry.executeCompletionStage(scheduler, () -> call(operation, input, context))
                : repeatedWhileNeverSent(operation, input, context);
    }

    /** An unsafe call is repeated only for failures that say it was never sent; those are safe for any operation. */
    private CompletionStage<ExecutionResult> repeatedWhileNeverSent(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        if (retry == null) {
            return call(operation, input, context);
        }
        return retry.executeCompletionStage(scheduler, () -> call(operation, input, context)
                        .handle((result, failure) -> failure == null
                                ? CompletableFuture.completedStage(result)
                                : CompletableFuture.<ExecutionResult>failedStage(
                                        neverSent(failure) ? failure : new NotRepeatable(unwrap(failure))))
                        .thenCompose(stage -> stage))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        unwrap(failure) instanceof NotRepeatable stop ? stop.getCause() : unwrap(failure)));
    }

    private boolean mayBeRepeated(Operation operation, ExecutionContext context) {
        return operation.idempotent()
                || (context.idempotencyKey().isPresent()
                        && connector.capabilities().honoursIdempotencyKeys());
    }

    private CompletionStage<ExecutionResult> call(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        try {
            return connector.execute(operation, input, context);
        } catch (ConnectorException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private ConnectorException rejection(Operation operation, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof ConnectorException known) {
            return known;
        }
        if (cause instanceof CallNotPermittedException) {
            return ConnectorException.of(
                            ConnectorErrors.CIRCUIT_OPEN,
                            "The call was not made: the circuit breaker is open after "
                                    + settings.circuitBreaker().failures()
                                    + " consecutive failures, and lets the next call try at most "
                                    + settings.circuitBreaker().recovery().toMillis()
                                    + " ms after it opened.")
                    .connector(settings.name())
                    .operation(operation.name())
                    .neverSent()
                    .retryAfter(settings.circuitBreaker().recovery())
                    .build();
        }
        return ConnectorException.of(ConnectorErrors.UNEXPECTED, "The call failed unexpectedly: " + cause)
                .connector(settings.name())
                .operation(operation.name())
                .cause(cause)
                .build();
    }

    private static CircuitBreaker circuitBreaker(CircuitBreakerSettings settings) {
        // All of the last n calls failed, with n calls at least: that is n consecutive failures.
        return CircuitBreaker.of(
                "connector",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.failures())
                        .minimumNumberOfCalls(settings.failures())
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(settings.recovery())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(ExecutionPipeline::speaksAgainstTheSystem)
                        .build());
    }

    private Retry retry(RetrySettings settings) {
        IntervalFunction backOff = settings.jitter() > 0
                ? IntervalFunction.ofExponentialRandomBackoff(
                        settings.delay(), settings.multiplier(), settings.jitter(), settings.maxDelay())
                : IntervalFunction.ofExponentialBackoff(settings.delay(), settings.multiplier(), settings.maxDelay());
        RetryConfig config = RetryConfig.<ExecutionResult>custom()
                .maxAttempts(settings.maxRetries() + 1)
                .intervalBiFunction((attempt, outcome) -> wait(settings, backOff, attempt, outcome.getLeft()))
                .retryOnException(ExecutionPipeline::recoverable)
                .failAfterMaxAttempts(false)
                .build();
        Retry made = Retry.of("connector", config);
        made.getEventPublisher().onRetry(event -> retries.increment());
        return made;
    }

    private static long wait(RetrySettings settings, IntervalFunction backOff, int attempt, Throwable failure) {
        if (unwrap(failure) instanceof ConnectorException known
                && known.retryAfter().isPresent()) {
            Duration asked = known.retryAfter().get();
            return Math.max(1, Math.min(asked.toMillis(), settings.maxDelay().toMillis()));
        }
        return backOff.apply(attempt);
    }

    private static boolean recoverable(Throwable failure) {
        return unwrap(failure) instanceof ConnectorException known && known.recoverable();
    }

    private static boolean neverSent(Throwable failure) {
        return unwrap(failure) instanceof ConnectorException known && known.neverSent();
    }

    /** A refusal of one call's content (a 404, a constraint) says nothing about the system's health. */
    private static boolean speaksAgainstTheSystem(Throwable failure) {
        return !(unwrap(failure) instanceof ConnectorException known)
                || known.category() == ErrorCategory.CONNECTION
                || known.category() == ErrorCategory.TIMEOUT
                || (known.category() == ErrorCategory.REMOTE && known.recoverable());
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Carries a failure past the retry, which does not know it and so gives up. */
    private static final class NotRepeatable extends RuntimeException {
        NotRepeatable(Throwable cause) {
            super(cause);
        }
    }
}
