/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.file.storage.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a route for each record of the files that arrive, one file after another. What became of a file is done when all of
 * its records were processed; a file that was not read to its end goes on at the next poll where it stopped.
 *
 * <p>It is the same for every storage. Camel's consumers of files and servers each have clients of their own and begin a file
 * anew after any failure, and the one for S3 knows no records.
 */
final class FileConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(FileConsumer.class);

    /** How long a stop waits for records that are under way. */
    private static final int STOP_SECONDS = 2;

    private final FileReading reading;
    private final ArrivingFiles arriving;
    private final FileEnding ending;
    private final VanishedFiles vanished;
    private final Caller caller;
    private final ReentrantLock polling = new ReentrantLock();

    FileConsumer(
            ConnectorEndpoint endpoint,
            Processor processor,
            FileReading reading,
            ArrivingFiles arriving,
            FileEnding ending,
            VanishedFiles vanished,
            Caller caller) {
        super(endpoint, processor);
        this.reading = reading;
        this.arriving = arriving;
        this.ending = ending;
        this.vanished = vanished;
        this.caller = caller;
    }

    @Override
    protected void doStart() throws Exception {
        for (Route route : getEndpoint().getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof FileConsumer other
                    && other != this
                    && other.reading.source().equals(reading.source())) {
                throw ConnectorException.of(
                                ConnectorErrors.CONFIGURATION,
                                "The routes '" + getRouteId() + "' and '" + route.getRouteId()
                                        + "' both read the same files, and would take them from each other. Give one of"
                                        + " them a name of its own with the option 'reader'.")
                        .connector(caller.connector())
                        .operation(caller.operation())
                        .build();
            }
        }
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        // The poll sees that it is to stop; what it has done must be remembered before the store is closed.
        if (polling.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
            polling.unlock();
        } else {
            LOG.warn("The route {} stops while records of a file are still under way.", getRouteId());
        }
        super.doStop();
    }

    @Override
    protected int poll() throws IOException {
        polling.lock();
        try {
            List<StoredFile> files = arriving.look();
            int read = 0;
            for (StoredFile file : files) {
                if (!mayGoOn()) {
                    break;
                }
                read += read(file) ? 1 : 0;
            }
            vanished.forget();
            return read;
        } catch (IOException e) {
            throw FileFailures.of(caller, "The files cannot be listed", e);
        } finally {
            polling.unlock();
        }
    }

    /** One file that fails does not hold up the others. */
    private boolean read(StoredFile file) {
        try {
            String identity = arriving.identity(file);
            if (arriving.isKnown(identity)) {
                return false;
            }
            return reading.readToEnd(
                    file.path(),
                    identity,
                    this,
                    () -> ending.succeeded(file.path(), () -> arriving.remember(identity)));
        } catch (ConnectorException e) {
            failed(file, e);
        } catch (IOException e) {
            failed(file, FileFailures.of(caller, "The file " + file.path() + " cannot be read", e));
        }
        return false;
    }

    private void failed(StoredFile file, ConnectorException failure) {
        if (!mayGoOn()) {
            return;
        }
        try {
            boolean moved = ending.failed(file.path(), failure);
            getExceptionHandler()
                    .handleException(
                            moved ? "The file was moved aside" : "The file goes on at the next poll where it stopped",
                            failure);
        } catch (IOException e) {
            failure.addSuppressed(e);
            getExceptionHandler().handleException("The file could not be moved aside", failure);
        }
    }

    /** Whether records may still be sent. */
    boolean mayGoOn() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }
}
