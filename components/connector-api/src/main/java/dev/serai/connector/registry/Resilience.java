/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.configuration.BulkheadSettings;
import dev.serai.connector.configuration.CircuitBreakerSettings;
import dev.serai.connector.configuration.RateLimitSettings;
import dev.serai.connector.configuration.RetrySettings;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Set;

/** Makes Resilience4j's parts from a declaration's settings. */
final class Resilience {

    /** The system had no part in these. */
    private static final Set<ErrorCode> OUR_OWN =
            Set.of(ConnectorErrors.RATE_LIMITED, ConnectorErrors.BULKHEAD_FULL, ConnectorErrors.CANCELLED);

    private Resilience() {}

    static CircuitBreaker circuitBreaker(CircuitBreakerSettings settings) {
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
                        .recordException(Resilience::speaksAgainstTheSystem)
                        .ignoreException(Resilience::isOurOwn)
                        .build());
    }

    static RateLimiter rateLimiter(RateLimitSettings settings) {
        return RateLimiter.of(
                "connector",
                RateLimiterConfig.custom()
                        .limitForPeriod(settings.limit())
                        .limitRefreshPeriod(settings.period())
                        .timeoutDuration(settings.maxWait())
                        .build());
    }

    static Bulkhead bulkhead(BulkheadSettings settings) {
        return Bulkhead.of(
                "connector",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.maxConcurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    static Retry retry(RetrySettings settings) {
        return Retry.of(
                "connector",
                RetryConfig.custom()
                        .maxAttempts(settings.maxRetries() + 1)
                        .intervalBiFunction((attempt, outcome) -> wait(settings, attempt, outcome.getLeft()))
                        .retryOnException(failure -> mayPassSoon(settings, failure))
                        .failAfterMaxAttempts(false)
                        .build());
    }

    /** In milliseconds; with less than one, Resilience4j would give up. */
    static long wait(RetrySettings settings, int attempt, Throwable failure) {
        long asked = failure instanceof ConnectorException known
                ? known.retryAfter().map(Duration::toMillis).orElse(0L)
                : 0L;
        return Math.max(1, asked > 0 ? asked : settings.waitBefore(attempt).toMillis());
    }

    /** A system that asks for a longer wait than the declaration allows is not asked again before that. */
    private static boolean mayPassSoon(RetrySettings settings, Throwable failure) {
        return failure instanceof ConnectorException known
                && known.recoverable()
                && known.retryAfter()
                        .map(asked -> asked.compareTo(settings.maxDelay()) <= 0)
                        .orElse(true);
    }

    /** A refusal of one call's content (a 404, a constraint) says nothing about the system's health. */
    private static boolean speaksAgainstTheSystem(Throwable failure) {
        return !(failure instanceof ConnectorException known)
                || known.category() == ErrorCategory.CONNECTION
                || known.category() == ErrorCategory.TIMEOUT
                || (known.category() == ErrorCategory.REMOTE && known.recoverable());
    }

    private static boolean isOurOwn(Throwable failure) {
        return failure instanceof ConnectorException known && OUR_OWN.contains(known.errorCode());
    }
}
