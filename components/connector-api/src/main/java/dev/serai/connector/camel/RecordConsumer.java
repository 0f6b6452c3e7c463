/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.StateArguments;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a route for each record of a {@link dev.serai.connector.DataConnector}'s resource, one after another in their
 * order, and remembers in the {@link CheckpointStore} how far it came. A poll reads to the end of what is there; the next
 * goes on from the saved position. A record whose position was not saved yet when the process died comes again: at least
 * once.
 */
final class RecordConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(RecordConsumer.class);

    /** How long a stop waits for the poll's last save. */
    private static final int STOP_SECONDS = 2;

    private final ConnectorEndpoint endpoint;
    private final RecordReading reading;
    private final ReentrantLock polling = new ReentrantLock();

    private final RecordDelivery delivery;
    private CheckpointStore checkpoints;

    RecordConsumer(ConnectorEndpoint endpoint, Processor processor, RecordReading reading) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.reading = reading;
        this.delivery =
                new RecordDelivery(this, reading.source(), reading.resource(), reading.skipsFailures(), this::mayGoOn);
        setInitialDelay(0);
        setDelay(reading.pollInterval().toMillis());
    }

    @Override
    protected void doStart() throws Exception {
        requireUsableSource();
        checkpoints = ConsumerState.checkpoints(getEndpoint().getCamelContext());
        super.doStart();
    }

    private void requireUsableSource() {
        try {
            StateArguments.source(reading.source());
        } catch (IllegalArgumentException e) {
            throw failure(e.getMessage());
        }
        for (Route route : getEndpoint().getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof RecordConsumer other
                    && other != this
                    && other.reading.source().equals(reading.source())) {
                throw failure("The routes '" + getRouteId() + "' and '" + route.getRouteId() + "' both read '"
                        + reading.resource()
                        + "', and would share one position. Give one of them a name of its own with"
                        + " the option 'reader'.");
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        // The poll sees that it is to stop; its last save must come before the store is closed.
        if (polling.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
            polling.unlock();
        } else {
            LOG.warn("The route {} stops while it still waits for {}.", getRouteId(), reading.source());
        }
        super.doStop();
    }

    @Override
    protected int poll() {
        polling.lock();
        try {
            int records = 0;
            RecordProgress progress;
            do {
                progress = new RecordProgress(checkpoints, reading.source(), reading.checkpointEvery());
                records += read(progress);
            } while (progress.moved() && mayGoOn());
            return records;
        } finally {
            polling.unlock();
        }
    }

    private int read(RecordProgress progress) {
        int records = 0;
        try (RecordCursor cursor = endpoint.connector().stream(reading.after(progress.begin()))) {
            while (mayGoOn() && !progress.moved() && cursor.hasNext()) {
                DataRecord record = cursor.next();
                requirePosition(record);
                records++;
                if (delivery.deliver(record) == RecordDelivery.Outcome.FAILED) {
                    break;
                }
                progress.completed(record.position());
            }
        } catch (RuntimeException e) {
            saveAfter(e, progress);
            throw e;
        }
        progress.save();
        if (progress.moved()) {
            LOG.info("Somebody moved or reset {}: the route {} goes on from there.", reading.source(), getRouteId());
        }
        return records;
    }

    /** What was completed before a failure of the source stays completed. */
    private static void saveAfter(RuntimeException failure, RecordProgress progress) {
        try {
            progress.save();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void requirePosition(DataRecord record) {
        if (record.position() == null) {
            throw failure("The record '" + record.id() + "' of '" + reading.resource()
                    + "' has no position, so that nobody could go on after it. Read this resource with the operation"
                    + " 'fetch'.");
        }
    }

    private boolean mayGoOn() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    private ConnectorException failure(String sentence) {
        return ConnectorException.of(ConnectorErrors.CONFIGURATION, sentence)
                .connector(endpoint.connector().name())
                .operation(endpoint.specification().name())
                .build();
    }
}
