/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.NotDurableException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionLeftException;
import dev.serai.workflow.execution.Frame;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * In the place of Camel's circuit breaker, which holds a thread while its steps run, so that these could not be left.
 * Whether the breaker lets the message in is recorded before the steps, and that it was told how they ended after them:
 * a replay goes the same way and counts nothing twice. The breaker itself is Camel's, with its state and settings.
 */
final class BreakerStep extends StepProcessor {

    private final ResilienceProcessor camels;
    private final AsyncProcessor inside;
    private final AsyncProcessor fallback;
    private final boolean failsWhenOpen;
    private final RecordedValue permission;
    private final RecordedValue outcome;

    /** @param failsWhenOpen the step fails when the breaker lets nothing in and there is no fallback */
    BreakerStep(StepPlace place, Processor step, boolean failsWhenOpen) {
        super(place, step);
        if (!(step instanceof ResilienceProcessor processor)) {
            throw new NotDurableException("Step " + place.path() + ": the circuit breaker is durable with"
                    + " camel-resilience4j only, but this one is "
                    + step.getClass().getName()
                    + ". Use camel-resilience4j instead of it.");
        }
        if (processor.isTimeoutEnabled() || processor.isBulkheadEnabled()) {
            throw new NotDurableException("Step " + place.path() + ": a circuit breaker with a timeout or a bulkhead is"
                    + " not durable. Leave both out of its configuration, limit the call itself, and use maxConcurrent in"
                    + " from: workflow:.");
        }
        List<Processor> parts = processor.next();
        this.camels = processor;
        this.inside = AsyncProcessorConverterHelper.convert(parts.get(0));
        this.fallback = parts.size() > 1 ? AsyncProcessorConverterHelper.convert(parts.get(1)) : null;
        this.failsWhenOpen = failsWhenOpen;
        this.permission = new RecordedValue(place.under("permission"));
        this.outcome = new RecordedValue(place.under("outcome"));
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        CircuitBreaker breaker = camels.getCircuitBreaker();
        AsyncCallback done = sync -> {
            exchange.removeProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK);
            noteFailure(execution, exchange, frame, null);
            callback.done(false);
        };
        boolean permitted;
        try {
            permitted = (Boolean) permission.of(exchange, at -> breaker.tryAcquirePermission());
        } catch (ExecutionLeftException e) {
            return false;
        }
        exchange.setProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, true);
        if (permitted) {
            runInside(exchange, breaker, done);
        } else {
            recover(exchange, breaker, CallNotPermittedException.createCallNotPermittedException(breaker), done);
        }
        return false;
    }

    /** Works on a copy, so that a failure leaves the message as it was. */
    private void runInside(Exchange exchange, CircuitBreaker breaker, AsyncCallback done) {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        UnitOfWork work = PluginHelper.getUnitOfWorkFactory(copy.getContext()).createUnitOfWork(copy);
        copy.getExchangeExtension().setUnitOfWork(work);
        Route route = ExchangeHelper.getRoute(exchange);
        if (route != null) {
            work.pushRoute(route);
        }
        long start = breaker.getCurrentTimestamp();
        inside.process(copy, sync -> {
            UnitOfWorkHelper.doneUow(work, copy);
            Exception failure = copy.getException();
            Throwable thrown = failure == null ? null : RuntimeCamelException.wrapRuntimeException(failure);
            try {
                outcome.of(exchange, at -> count(breaker, breaker.getCurrentTimestamp() - start, thrown));
            } catch (ExecutionLeftException e) {
                return;
            }
            if (failure == null) {
                ExchangeHelper.copyResults(exchange, copy);
                exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_FROM_FALLBACK, false);
                succeeded(exchange, breaker);
                done.done(false);
            } else {
                exchange.setException(failure);
                recover(exchange, breaker, thrown, done);
            }
        });
    }

    private static Object count(CircuitBreaker breaker, long duration, Throwable failure) {
        TimeUnit unit = breaker.getTimestampUnit();
        if (failure == null) {
            breaker.onSuccess(duration, unit);
        } else {
            breaker.onError(duration, unit, failure);
        }
        return failure == null;
    }

    private static void succeeded(Exchange exchange, CircuitBreaker breaker) {
        exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION, true);
        exchange.setProperty(
                ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_STATE,
                breaker.getState().name());
    }

    /** What Camel's does when its steps failed or were not let in. */
    private void recover(Exchange exchange, CircuitBreaker breaker, Throwable failure, AsyncCallback done) {
        boolean ignored =
                breaker.getCircuitBreakerConfig().getIgnoreExceptionPredicate().test(failure);
        boolean counted =
                breaker.getCircuitBreakerConfig().getRecordExceptionPredicate().test(failure);
        exchange.setProperty(
                ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_STATE,
                breaker.getState().name());
        if (ignored || !counted) {
            exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION, !ignored);
            exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_FROM_FALLBACK, false);
            exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED, false);
            if (ignored) {
                exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_IGNORED, true);
            }
            exchange.setException(null);
            done.done(false);
            return;
        }
        exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION, false);
        exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_FROM_FALLBACK, fallback != null);
        exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED, true);
        if (fallback == null) {
            exchange.setProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_REJECTED, true);
            if (failsWhenOpen || !(failure instanceof CallNotPermittedException)) {
                exchange.setException(failure);
            }
            done.done(false);
        } else {
            fallBack(exchange, done);
        }
    }

    private void fallBack(Exchange exchange, AsyncCallback done) {
        if (exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT) == null) {
            exchange.setProperty(
                    ExchangePropertyKey.FAILURE_ENDPOINT, exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT));
        }
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_HANDLED, true);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, exchange.getException());
        exchange.setRouteStop(false);
        exchange.setException(null);
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
        fallback.process(exchange, done);
    }
}
