/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.HealthCheckResult.Status;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.HealthSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one connector's health in the background. A healthy system is asked at a steady pace, one that is down less and
 * less often. Changes are logged, not checks. Thread-safe.
 */
final class HealthMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private static final HealthCheckResult NOT_CHECKED = new HealthCheckResult(
            Status.UNKNOWN, "The connector was not checked yet.", null, Instant.EPOCH, Duration.ZERO);

    private final String name;
    private final Connector connector;
    private final HealthSettings settings;
    private final Redaction redaction;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private volatile HealthCheckResult last = NOT_CHECKED;
    private ScheduledFuture<?> next;
    private boolean watching;
    private Duration wait;

    HealthMonitor(
            String name,
            Connector connector,
            HealthSettings settings,
            Redaction redaction,
            ScheduledExecutorService timer,
            Executor workers) {
        this.name = name;
        this.connector = connector;
        this.settings = settings;
        this.redaction = redaction;
        this.timer = timer;
        this.workers = workers;
        this.wait = settings.interval();
    }

    /** Begins to watch; checks at once. */
    synchronized void start() {
        if (settings.enabled() && !watching) {
            watching = true;
            schedule(Duration.ZERO);
        }
    }

    synchronized void stop() {
        watching = false;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        last = NOT_CHECKED;
    }

    /** What the last check found. */
    HealthCheckResult last() {
        return last;
    }

    /** Checks now, on the caller's thread. */
    HealthCheckResult check() {
        HealthCheckResult found = connector.healthCheck();
        HealthCheckResult shown = new HealthCheckResult(
                found.status(),
                redaction.apply(found.message()),
                found.errorCode(),
                found.timestamp(),
                found.duration());
        found(shown);
        return shown;
    }

    /** Takes note of a connect that failed, which says as much as a check. */
    void failed(ConnectorException failure) {
        found(new HealthCheckResult(Status.DOWN, failure.getMessage(), failure.code(), Instant.now(), Duration.ZERO));
    }

    private synchronized void found(HealthCheckResult result) {
        Status before = last.status();
        last = result;
        wait = result.status() == Status.DOWN && before == Status.DOWN ? longer() : settings.interval();
        if (before == result.status()) {
            return;
        }
        switch (result.status()) {
            case DOWN -> LOG.warn("Connector '{}' is down: {}", name, result.message());
            case UP -> {
                if (before == Status.DOWN) {
                    LOG.info("Connector '{}' is up again: {}", name, result.message());
                } else {
                    LOG.debug("Connector '{}' is up: {}", name, result.message());
                }
            }
            case UNKNOWN -> LOG.debug("Connector '{}' cannot be tested: {}", name, result.message());
        }
    }

    private Duration longer() {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(settings.maxInterval()) < 0 ? twice : settings.maxInterval();
    }

    private synchronized void schedule(Duration delay) {
        if (watching) {
            next = timer.schedule(this::begin, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void begin() {
        try {
            workers.execute(() -> {
                check();
                schedule(wait);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads are gone; '{}' is not watched any more", name);
        }
    }
}
