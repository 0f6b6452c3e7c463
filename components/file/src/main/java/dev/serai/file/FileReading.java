/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConnectorHeaders;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.file.format.FormatCursor;
import dev.serai.file.format.RecordReader;
import dev.serai.file.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the records of files through a route, so many at once as are allowed. Used by one thread. */
final class FileReading {

    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

    /** The header with the line in which a record begins, a long from 1. */
    static final String LINE = "CamelSeraiLine";

    /** The header with the entry of an archive in which a record stands. */
    static final String ENTRY = "CamelSeraiEntry";

    /** How often a wait for a free place looks whether the consumer is being stopped. */
    private static final Duration STOP_CHECK = Duration.ofMillis(100);

    private final Storage storage;
    private final RecordReader reader;
    private final ConnectorEndpoint endpoint;
    private final AsyncProcessor route;
    private final Settings settings;
    private final CheckpointStore checkpoints;
    private final Caller caller;

    FileReading(
            Storage storage,
            RecordReader reader,
            ConnectorEndpoint endpoint,
            Processor route,
            Settings settings,
            CheckpointStore checkpoints,
            Caller caller) {
        this.storage = storage;
        this.reader = reader;
        this.endpoint = endpoint;
        this.route = AsyncProcessorConverterHelper.convert(route);
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.caller = caller;
    }

    /**
     * How files are read.
     *
     * @param source names the reader; the names of the files' positions begin with it
     * @param concurrency how many records may be under way
     * @param checkpointEvery after how many records the position is saved
     * @param skipsFailures whether a record that the route failed for is left behind
     */
    record Settings(String source, int concurrency, int checkpointEvery, boolean skipsFailures) {}

    String source() {
        return settings.source();
    }

    /** What becomes of a file that was read to its end. */
    @FunctionalInterface
    interface End {
        void reached() throws IOException;
    }

    /**
     * Reads a file from where it was left.
     *
     * @param end is done when all records are; when it fails, it is tried again before any record is
     * @return false when the consumer is stopped before the end
     * @throws ConnectorException when the route failed for a record, or the file is not what its format says
     */
    boolean readToEnd(String path, String identity, FileConsumer consumer, End end) throws IOException {
        FileProgress progress =
                new FileProgress(checkpoints, settings.source(), path, identity, settings.checkpointEvery());
        InFlight inFlight = new InFlight(settings.concurrency(), progress.completed(), settings.skipsFailures());
        try {
            boolean allSent = sendAll(path, progress, inFlight, consumer);
            boolean allCameBack = awaitReturn(inFlight, consumer);
            inFlight.throwFailure(caller, path);
            if (allSent && allCameBack) {
                end.reached();
                progress.forget();
                return true;
            }
            progress.saveNow(inFlight.completed());
            return false;
        } catch (IOException | RuntimeException e) {
            // The next poll must not meet records of this one.
            boolean unused = awaitReturn(inFlight, consumer);
            progress.saveNow(inFlight.completed());
            throw e;
        }
    }

    private boolean sendAll(String path, FileProgress progress, InFlight inFlight, FileConsumer consumer)
            throws IOException {
        try (FormatCursor records = reader.open(path, storage.read(path))) {
            long unused = FilePages.skip(records, progress.completed());
            while (!inFlight.hasFailed() && records.hasNext()) {
                if (!awaitPlace(inFlight, consumer)) {
                    return false;
                }
                send(records.next(), path, inFlight, consumer);
                progress.save(inFlight.completed());
            }
            if (!inFlight.hasFailed()) {
                BadRecordsFile.write(storage, path, records);
            }
        }
        return true;
    }

    private void send(DataRecord record, String path, InFlight inFlight, FileConsumer consumer) {
        Exchange exchange = endpoint.createExchange();
        exchange.getExchangeExtension().setFromRouteId(consumer.getRouteId());
        long line = (Long) record.metadata().get(FormatCursor.LINE);
        long number = Long.parseLong(record.position());
        exchange.getMessage().setBody(new LinkedHashMap<>(record.data()));
        exchange.getMessage().setHeader(ConnectorHeaders.RESOURCE, path);
        exchange.getMessage().setHeader(ConnectorHeaders.RECORD_ID, record.id());
        exchange.getMessage().setHeader(LINE, line);
        Object entry = record.metadata().get(FormatCursor.ENTRY);
        if (entry != null) {
            exchange.getMessage().setHeader(ENTRY, entry);
        }
        route.process(exchange, doneSync -> {
            Exception failure = exchange.getException();
            if (failure != null && settings.skipsFailures()) {
                LOG.warn(
                        "The file {}: the route failed for the record in line {}, which is skipped",
                        path,
                        line,
                        failure);
            }
            inFlight.done(number, line, failure);
        });
    }

    /** Waits for a free place; gives false when the consumer is being stopped. */
    private static boolean awaitPlace(InFlight inFlight, FileConsumer consumer) {
        try {
            while (consumer.mayGoOn()) {
                if (inFlight.take(STOP_CHECK)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Waits for all that was sent, also of a consumer that Camel has suspended to stop it when nothing is under way. */
    private static boolean awaitReturn(InFlight inFlight, FileConsumer consumer) {
        try {
            while (!consumer.isStoppingOrStopped()) {
                if (inFlight.takeAll(STOP_CHECK)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
