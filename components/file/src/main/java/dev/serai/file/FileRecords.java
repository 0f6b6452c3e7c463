/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConnectorHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileConsumer;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * Takes a file that the file consumer found and sends a message per record into the route. The file is done when all of
 * its records are; when one fails, or the consumer stops before the end, the file stays for the next poll.
 */
final class FileRecords implements Processor {

    /** The header with the line in which a record begins, a long from 1. */
    static final String LINE = "CamelSeraiLine";

    /** How often a wait for a free place looks whether the consumer is being stopped. */
    private static final Duration STOP_CHECK = Duration.ofMillis(100);

    private final BaseFolder folder;
    private final RecordFormat format;
    private final ConnectorEndpoint endpoint;
    private final AsyncProcessor route;
    private final int concurrency;
    private final Caller caller;

    private volatile GenericFileConsumer<?> consumer;

    FileRecords(
            BaseFolder folder,
            RecordFormat format,
            ConnectorEndpoint endpoint,
            Processor route,
            int concurrency,
            Caller caller) {
        this.folder = folder;
        this.format = format;
        this.endpoint = endpoint;
        this.route = AsyncProcessorConverterHelper.convert(route);
        this.concurrency = concurrency;
        this.caller = caller;
    }

    /** Says whose stop ends the reading. */
    void readFor(GenericFileConsumer<?> fileConsumer) {
        this.consumer = fileConsumer;
    }

    @Override
    public void process(Exchange fileExchange) {
        GenericFile<?> file = fileExchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
        Path path = Path.of(file.getAbsoluteFilePath()).normalize();
        try {
            read(path, folder.name(path));
        } catch (RuntimeException e) {
            fileExchange.setException(e);
            if (!isStopping()) {
                consumer.getExceptionHandler().handleException("The file is read again at the next poll", e);
            }
        } finally {
            // The file consumer hung its commit or rollback on an exchange that no route takes to its end.
            UnitOfWorkHelper.doneSynchronizations(
                    fileExchange, fileExchange.getExchangeExtension().handoverCompletions());
        }
    }

    private void read(Path path, String name) {
        InFlight inFlight = new InFlight(concurrency);
        try (RecordCursor records = format.open(path, name)) {
            while (records.hasNext()) {
                awaitPlaces(inFlight, 1, name);
                send(records.next(), name, inFlight);
            }
        } catch (ConnectorException e) {
            if (!isStopping()) {
                // The next poll must not meet records of this one.
                awaitPlaces(inFlight, concurrency, name);
            }
            throw e;
        }
        awaitPlaces(inFlight, concurrency, name);
        inFlight.throwFailure(caller, name);
    }

    private void send(DataRecord record, String name, InFlight inFlight) {
        Exchange exchange = endpoint.createExchange();
        exchange.getExchangeExtension().setFromRouteId(consumer.getRouteId());
        long line = (Long) record.metadata().get(LookAheadCursor.LINE);
        exchange.getMessage().setBody(new LinkedHashMap<>(record.data()));
        exchange.getMessage().setHeader(ConnectorHeaders.RESOURCE, name);
        exchange.getMessage().setHeader(ConnectorHeaders.RECORD_ID, record.id());
        exchange.getMessage().setHeader(LINE, line);
        route.process(exchange, doneSync -> inFlight.done(line, exchange.getException()));
    }

    private void awaitPlaces(InFlight inFlight, int places, String name) {
        try {
            while (!isStopping()) {
                if (inFlight.take(places, STOP_CHECK)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw caller.failure(
                        FileErrors.STREAM_STOPPED,
                        "The file " + name + " was not read to its end, because the route is being stopped. It is read"
                                + " from its beginning when the route starts again.")
                .build();
    }

    private boolean isStopping() {
        return !consumer.isBatchAllowed() || consumer.isSuspendingOrSuspended();
    }
}
