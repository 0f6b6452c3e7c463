/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.DataRecord;
import dev.serai.connector.OperationInput;
import java.util.LinkedHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;

/**
 * Sends the records of a resource through a consumer's route, one at a time: the body is a mutable map, the headers say
 * where it stood. Used by one thread at a time.
 */
public final class RecordDelivery {

    private final DefaultConsumer consumer;
    private final String source;
    private final String resource;
    private final boolean skipsFailures;
    private final BooleanSupplier mayGoOn;

    /**
     * @param source names what is read, in messages
     * @param resource the table, file or collection
     * @param skipsFailures whether a record that the route fails for is left behind
     * @param mayGoOn false while the consumer stops
     */
    public RecordDelivery(
            DefaultConsumer consumer, String source, String resource, boolean skipsFailures, BooleanSupplier mayGoOn) {
        this.consumer = consumer;
        this.source = source;
        this.resource = resource;
        this.skipsFailures = skipsFailures;
        this.mayGoOn = mayGoOn;
    }

    /** What became of a record. */
    public enum Outcome {
        /** The route is done with it. */
        COMPLETED,
        /** The route failed for it, and it is left behind. */
        SKIPPED,
        /** The route failed for it, and it is to come again before any other. */
        FAILED
    }

    /** Sends a record through the route and waits for it. A failure is told to the exception handler. */
    public Outcome deliver(DataRecord record) {
        Exchange exchange = exchange(record);
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (!exchange.isFailed()) {
                return Outcome.COMPLETED;
            }
            // Camel fails what is under way when a stop takes too long; that says nothing about the record.
            boolean skipped = skipsFailures && mayGoOn.getAsBoolean();
            consumer.getExceptionHandler()
                    .handleException(
                            "The route failed for the record '" + record.id() + "' of " + source + ", which "
                                    + (skipped ? "is skipped" : "comes again at the next poll"),
                            exchange,
                            exchange.getException());
            return skipped ? Outcome.SKIPPED : Outcome.FAILED;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private Exchange exchange(DataRecord record) {
        Exchange exchange = consumer.createExchange(false);
        Message message = exchange.getMessage();
        message.setBody(new LinkedHashMap<>(record.data()));
        record.metadata().forEach((name, value) -> message.setHeader(OperationInput.header(name), value));
        message.setHeader(ConnectorHeaders.RESOURCE, resource);
        message.setHeader(ConnectorHeaders.RECORD_ID, record.id());
        if (record.timestamp() != null) {
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, record.timestamp().toEpochMilli());
        }
        return exchange;
    }
}
