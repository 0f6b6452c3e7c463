/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.OutgoingMessage;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event on its way to a subscriber: the {@linkplain IncomingMessage#handle handle} of its message.
 *
 * @param event null when the message is none
 * @param problem why it is none
 * @param handle the bus's own
 */
record ReceivedEvent(CloudEvent event, ConnectorException problem, Object handle) {

    /** An event that only its own process knows, as a message. */
    static IncomingMessage message(CloudEvent event, String bus, boolean redelivered, long position) {
        OutgoingMessage binary = EventMessages.binary(event, EventMessages.PLAIN_PREFIX);
        Map<String, Object> headers = new LinkedHashMap<>(binary.headers());
        headers.put(POSITION, position);
        return new IncomingMessage(
                bus,
                binary.key(),
                binary.body(),
                binary.contentType(),
                headers,
                event.getId(),
                time(event),
                redelivered,
                Map.of(),
                new ReceivedEvent(event, null, position));
    }

    /** The header with an event's place in its bus. */
    static final String POSITION = "serai-position";

    static ReceivedEvent of(IncomingMessage message) {
        return (ReceivedEvent) message.handle();
    }

    private static Instant time(CloudEvent event) {
        return event.getTime() == null ? null : event.getTime().toInstant();
    }
}
