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
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What stands between a caller and a connector's own call. One for each connector instance, shared by every route that
 * uses it. A part that is off is not there.
 *
 * <p>The breaker stands outside the retry: a call that succeeds at its third try is one success.
 */
final class ExecutionPipeline {

    /** Resilience4j takes no share of one. */
    private static final double LARGEST_JITTER = Math.nextDown(1.0);

    private final ConnectorSettings settings;
    private final Connector connector;
    private final ScheduledExecutorService timer;
    private final Executor repeats;
    private final LongAdder retries = new LongAdder();
    private final CircuitBreaker circuitBreaker;
    private final Retry retry;

    /**
     * @param timer starts repetitions, and runs nothing else
     * @param repeats where repetitions run, together with the steps that follow a connector's immediate answer
     */
    ExecutionPipeline(
            ConnectorSettings settings,
            boolean circuitBreakerByDefault,
            Connector connector,
            ScheduledExecutorService timer,
            Executor repeats) {
        this.settings = settings;
        this.connector = connector;
        this.timer = timer;
        this.repeats = repeats;
        Boolean breaker = settings.circuitBreaker().enabled();
        this.circuitBreaker = (breaker == null ? circuitBreakerByDefault : breaker)
                ? circuitBreaker(settings.circuitBreaker())
                : null;
        this.retry = settings.retry().maxRetries() > 0 ? retry(settings.retry()) : null;
    }

    CompletionStage<ExecutionResult> execute(Operation operation, Map<String, Object> input, ExecutionContext context) {
        CompletionStage<ExecutionResult> call = circuitBreaker == null
                ? repeated(operation, input, context)
                : circuitBreaker.executeCompletionStage(() -> repeated(operation, input, context));
        return call.exceptionallyCompose(failure -> CompletableFuture.failedStage(known(operation, failure)));
    }

    /** How many calls were repetitions. */
    long retries() {
        return retries.sum();
    }

    private CompletionStage<ExecutionResult> repeated(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return retry != null && mayBeRepeated(operation, context)
                ? retry.executeCompletionStage(timer, attempts(operation, input, context))
                : repeatedWhileNeverSent(operation, input, context);
    }

    /** An unsafe call is repeated only for failures that say it was never sent; those are safe for any operation. */
    private CompletionStage<ExecutionResult> repeatedWhileNeverSent(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        if (retry == null) {
            return call(operation, input, context);
        }
        Supplier<CompletionStage<ExecutionResult>> attempts = attempts(operation, input, context);
        return retry.executeCompletionStage(timer, () -> attempts.get()
                        .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                                neverSent(failure) ? failure : new NotRepeatable(unwrap(failure)))))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        unwrap(failure) instanceof NotRepeatable stop ? stop.getCause() : failure));
    }

    /** The first attempt runs where the caller is; the others must not hold up the timer that all connectors share. */
    private Supplier<CompletionStage<ExecutionResult>> attempts(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        AtomicBoolean repeated = new AtomicBoolean();
        return () -> repeated.getAndSet(true)
                ? CompletableFuture.supplyAsync(() -> call(operation, input, context), repeats)
                        .thenCompose(Function.identity())
                : call(operation, input, context);
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
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private ConnectorException known(Operation operation, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof ConnectorException known) {
            return known.named(settings.name(), operation.name());
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
        IntervalFunction backOff = IntervalFunction.ofExponentialRandomBackoff(
                settings.delay(),
                settings.multiplier(),
                Math.min(settings.jitter(), LARGEST_JITTER),
                settings.maxDelay());
        RetryConfig config = RetryConfig.<ExecutionResult>custom()
                .maxAttempts(settings.maxRetries() + 1)
                .intervalBiFunction((attempt, outcome) -> wait(backOff, attempt, outcome.getLeft()))
                .retryOnException(failure -> mayPassSoon(settings, failure))
                .failAfterMaxAttempts(false)
                .build();
        Retry made = Retry.of("connector", config);
        made.getEventPublisher().onRetry(event -> retries.increment());
        return made;
    }

    /** In milliseconds; with less than one, Resilience4j would give up. */
    private static long wait(IntervalFunction backOff, int attempt, Throwable failure) {
        long asked = unwrap(failure) instanceof ConnectorException known
                ? known.retryAfter().map(Duration::toMillis).orElse(0L)
                : 0L;
        return Math.max(1, asked > 0 ? asked : backOff.apply(attempt));
    }

    /** A system that asks for a longer wait than the declaration allows is not asked again before that. */
    private static boolean mayPassSoon(RetrySettings settings, Throwable failure) {
        return unwrap(failure) instanceof ConnectorException known
                && known.recoverable()
                && known.retryAfter()
                        .map(asked -> asked.compareTo(settings.maxDelay()) <= 0)
                        .orElse(true);
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
