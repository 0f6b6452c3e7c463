/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Caller;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.ConnectSettings;
import io.github.resilience4j.core.IntervalFunction;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a connector and disconnects it. A system that is away at the start is tried again with growing waits, unless
 * the declaration says to fail fast; what is wrong with the declaration itself always stops the start. Thread-safe.
 */
final class ConnectorLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorLifecycle.class);

    /** So that connectors which lost their systems together do not all come back at the same instant. */
    private static final double JITTER = 0.2;

    private final Caller caller;
    private final Connector connector;
    private final ConnectSettings settings;
    private final Redaction redaction;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final HealthMonitor health;
    private final IntervalFunction waits;
    private volatile State state = State.DISCONNECTED;
    private volatile ConnectorException lastFailure;
    private ScheduledFuture<?> nextAttempt;
    private int attempts;

    /** @param health is told of failed attempts, and begins to watch after a successful one */
    ConnectorLifecycle(
            String name,
            Connector connector,
            ConnectSettings settings,
            Redaction redaction,
            ScheduledExecutorService timer,
            Executor workers,
            HealthMonitor health) {
        this.caller = new Caller(name, null);
        this.connector = connector;
        this.settings = settings;
        this.redaction = redaction;
        this.timer = timer;
        this.workers = workers;
        this.health = health;
        this.waits = IntervalFunction.ofExponentialRandomBackoff(settings.delay(), 2, JITTER, settings.maxDelay());
    }

    /**
     * Connects, or begins to try.
     *
     * @throws ConnectorException when the connector is connected or being connected already, when the declaration is
     *     wrong, or when the system is away and the declaration says to fail fast
     */
    synchronized void connect() {
        if (state != State.DISCONNECTED) {
            throw caller.alreadyConnected();
        }
        attempts = 0;
        attempt(settings.failFast());
    }

    private synchronized void attempt(boolean failFast) {
        try {
            connector.connect();
        } catch (ConnectorException e) {
            ConnectorException failure = redaction.apply(e.named(caller.connector(), null));
            if (failFast || !mayPass(failure)) {
                throw failure;
            }
            lastFailure = failure;
            health.failed(failure);
            state = State.CONNECTING;
            attempts++;
            long wait = waits.apply(attempts);
            LOG.warn("{} Connecting is tried again in {} ms.", failure.getMessage(), wait);
            nextAttempt = timer.schedule(() -> workers.execute(this::again), wait, TimeUnit.MILLISECONDS);
            return;
        }
        // First, so that a call is let through as soon as the connector says that it is connected.
        lastFailure = null;
        state = State.CONNECTED;
        if (attempts > 0) {
            LOG.info("Connector '{}' is connected after {} failed attempts.", caller.connector(), attempts);
        } else {
            LOG.debug("Connected {}", caller.connector());
        }
        health.start();
    }

    private synchronized void again() {
        if (state != State.CONNECTING) {
            return;
        }
        try {
            attempt(false);
        } catch (ConnectorException e) {
            lastFailure = e;
            LOG.error("{} Connecting is not tried again: this does not pass by itself.", e.getMessage());
        }
    }

    private static boolean mayPass(ConnectorException failure) {
        return failure.recoverable()
                && (failure.category() == ErrorCategory.CONNECTION
                        || failure.category() == ErrorCategory.TIMEOUT
                        || failure.category() == ErrorCategory.REMOTE
                        || failure.category() == ErrorCategory.RATE_LIMIT);
    }

    synchronized void disconnect() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
            nextAttempt = null;
        }
        boolean wasConnected = state == State.CONNECTED;
        state = State.DISCONNECTED;
        lastFailure = null;
        if (wasConnected) {
            connector.disconnect();
        }
    }

    State state() {
        return state;
    }

    /** @throws ConnectorException while the system was not reached yet, with the reason */
    void requireConnected() {
        ConnectorException failure = lastFailure;
        if (failure != null) {
            throw caller.failure(
                            ConnectorErrors.NOT_CONNECTED,
                            "The connector is not connected yet. The last attempt said: " + failure.getMessage())
                    .neverSent()
                    .cause(failure)
                    .build();
        }
    }

    /** Why the connector is not connected, or null. */
    ConnectorException lastFailure() {
        return lastFailure;
    }

    /** Where a connector is in its life. */
    enum State {
        DISCONNECTED,
        CONNECTING,
        CONNECTED
    }
}
