/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.OperationInput;
import dev.serai.connector.camel.ConnectorHeaders;
import dev.serai.messaging.ExchangeFilling;
import dev.serai.messaging.IncomingMessage;
import io.cloudevents.CloudEvent;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What an event is in a route. Thread-safe. */
final class EventExchanges implements ExchangeFilling {

    /** An idempotency key that begins so is of a whole route, and no message that the route sends has it for its id. */
    private static final String KEY_PREFIX = "message:event ";

    private final Caller caller;

    EventExchanges(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void fill(Exchange exchange, IncomingMessage message, int attempt) {
        ReceivedEvent received = ReceivedEvent.of(message);
        if (received.problem() != null) {
            throw received.problem();
        }
        fill(exchange, received.event(), message.source(), message.redelivered(), attempt);
    }

    /** @param bus where the event was published */
    void fill(Exchange exchange, CloudEvent event, String bus, boolean redelivered, int attempt) {
        Message filled = exchange.getMessage();
        filled.setBody(EventJson.data(event, caller));
        // An extension is a header of its own, such as traceparent; none may steer Camel.
        for (String name : event.getExtensionNames()) {
            if (!name.equals(EventMaker.KEY) && !name.toLowerCase(Locale.ROOT).startsWith("camel")) {
                filled.setHeader(name, AttributeText.of(event.getExtension(name)));
            }
        }
        // None has the name of an input of 'publish', which would take it.
        set(filled, "eventId", event.getId());
        set(filled, "eventSource", event.getSource());
        set(filled, "eventType", event.getType());
        set(filled, "eventSubject", event.getSubject());
        set(filled, "eventTime", event.getTime());
        set(filled, "eventDataContentType", event.getDataContentType());
        set(filled, "eventDataSchema", event.getDataSchema());
        set(filled, "key", EventMessages.key(event));
        filled.setHeader(OperationInput.header("attempt"), attempt);
        filled.setHeader(OperationInput.header("redelivered"), redelivered);
        filled.setHeader(ConnectorHeaders.RESOURCE, bus);
        filled.setHeader(ConnectorHeaders.RECORD_ID, event.getId());
        // Of all events no two have both the same, whatever bus brings them.
        filled.setHeader(ConnectorHeaders.IDEMPOTENCY_KEY, KEY_PREFIX + event.getSource() + " " + event.getId());
        if (event.getTime() != null) {
            filled.setHeader(
                    Exchange.MESSAGE_TIMESTAMP, event.getTime().toInstant().toEpochMilli());
        }
    }

    private static void set(Message message, String name, Object value) {
        if (value != null) {
            message.setHeader(OperationInput.header(name), AttributeText.of(value));
        }
    }
}
