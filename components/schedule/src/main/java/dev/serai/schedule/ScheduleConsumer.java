/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import dev.serai.connector.camel.ConnectorHeaders;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.connector.configuration.RetrySettings;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends its route a message for each tick, one after another. A tick is done with when its route is; one whose route fails is
 * tried again until the next tick comes.
 */
final class ScheduleConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleConsumer.class);

    /** The clock may be set, and the machine may sleep: nobody waits for longer without looking at it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** The waits after which a tick is tried again whose route failed. */
    private static final RetrySettings RETRY =
            new RetrySettings(0, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.5);

    private final ScheduleEndpoint endpoint;
    private ScheduledExecutorService thread;
    private Ticks ticks;

    /** From a start or resumption to the next end or suspension; null while there is none. */
    private volatile Object stay;

    private int failures;
    private volatile boolean busy;

    ScheduleConsumer(ScheduleEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        requireOwnName();
        super.doStart();
        ticks = new Ticks(
                endpoint.schedule(),
                endpoint.getCatchUp(),
                ConsumerState.checkpoints(endpoint.getCamelContext()),
                source(),
                Instant.now());
        thread = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "serai-schedule-" + endpoint.getName());
        lookAfter(Duration.ZERO, begin());
    }

    private void requireOwnName() {
        for (Route route : endpoint.getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof ScheduleConsumer other
                    && other != this
                    && other.endpoint.getName().equals(endpoint.getName())) {
                throw new IllegalStateException("The routes '" + getRouteId() + "' and '" + other.getRouteId()
                        + "' both begin with schedule:" + endpoint.getName()
                        + ", and would share one position. Give one of them another name.");
            }
        }
    }

    private Object begin() {
        Object begun = new Object();
        stay = begun;
        return begun;
    }

    /** Under which the checkpoints have it. */
    private String source() {
        return "schedule/" + endpoint.getName();
    }

    @Override
    protected void doSuspend() {
        stay = null;
    }

    /** On the one thread, so that a tick that was under way is done with before the next. */
    @Override
    protected void doResume() {
        Object begun = begin();
        Instant now = Instant.now();
        thread.execute(() -> {
            ticks.attend(now);
            look(begun);
        });
    }

    @Override
    protected void doStop() throws Exception {
        stay = null;
        if (thread != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(thread);
        }
        super.doStop();
    }

    private void lookAfter(Duration wait, Object begun) {
        try {
            ScheduledFuture<?> unused = thread.schedule(() -> look(begun), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The schedule {} has stopped", endpoint.getName(), e);
        }
    }

    private void look(Object begun) {
        if (begun != stay) {
            return;
        }
        Duration wait;
        try {
            wait = turn();
            failures = 0;
        } catch (Exception e) {
            failures++;
            wait = RETRY.waitBefore(failures);
            LOG.warn(
                    "The schedule {} failed, and goes on in {} ms: {}",
                    endpoint.getName(),
                    wait.toMillis(),
                    e.getMessage());
            LOG.debug("The schedule {} failed", endpoint.getName(), e);
        }
        if (wait != null) {
            lookAfter(wait, begun);
        }
    }

    /** Does the tick that is due; gives how long to wait before the next look, or null when there is nothing more. */
    private Duration turn() throws Exception {
        Optional<Ticks.Tick> next = ticks.next(Instant.now());
        if (next.isEmpty()) {
            LOG.info("The schedule {} has no more times.", endpoint.getName());
            return null;
        }
        Ticks.Tick tick = next.get();
        Instant now = Instant.now();
        if (!tick.isDue(now)) {
            Duration left = Duration.between(now, tick.time()).plusMillis(1);
            return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
        }
        busy = true;
        try {
            run(tick);
            ticks.done(tick);
            ticks.attend(Instant.now());
        } finally {
            busy = false;
        }
        return Duration.ZERO;
    }

    private void run(Ticks.Tick tick) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getMessage(), tick);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                ticks.failed(tick, Instant.now());
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void fill(Message message, Ticks.Tick tick) {
        message.setHeader(ConnectorHeaders.IDEMPOTENCY_KEY, source() + "/" + tick.time());
        message.setHeader(ScheduleHeaders.SCHEDULE, endpoint.getName());
        message.setHeader(
                ScheduleHeaders.SCHEDULED_TIME,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(tick.time().atZone(endpoint.zoneId())));
        message.setHeader(ScheduleHeaders.CAUGHT_UP, tick.missed());
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return busy ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Camel suspends a consumer before it waits for what is pending; that is all there is to do.
    }
}
