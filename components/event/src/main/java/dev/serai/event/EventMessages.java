/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.OutgoingMessage;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events as messages and back, by the bindings of CloudEvents. In binary mode the attributes are headers and the data are the
 * body; in structured mode the body is the whole event in JSON. Either is understood, whatever the prefix of the headers.
 */
final class EventMessages {

    /** Of Kafka's binding; memory and store use it, too. */
    static final String PLAIN_PREFIX = "ce_";

    /** Those of Kafka, AMQP and HTTP; the last is what bridges from HTTP leave. */
    private static final List<String> PREFIXES = List.of(PLAIN_PREFIX, "cloudEvents_", "cloudEvents:", "ce-");

    private static final String STRUCTURED = "application/cloudevents";

    private EventMessages() {}

    /** @param prefix of the headers that are attributes */
    static OutgoingMessage binary(CloudEvent event, String prefix) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(prefix + "specversion", event.getSpecVersion().toString());
        for (String name : event.getAttributeNames()) {
            Object value = event.getAttribute(name);
            if (value != null && !name.equals("datacontenttype")) {
                headers.put(prefix + name, AttributeText.of(value));
            }
        }
        for (String name : event.getExtensionNames()) {
            headers.put(prefix + name, AttributeText.of(event.getExtension(name)));
        }
        byte[] data = event.getData() == null ? new byte[0] : event.getData().toBytes();
        return message(event, data, event.getDataContentType(), headers);
    }

    static OutgoingMessage structured(CloudEvent event) {
        return message(event, EventJson.of(event), EventJson.CONTENT_TYPE, Map.of());
    }

    private static OutgoingMessage message(
            CloudEvent event, byte[] body, String contentType, Map<String, Object> headers) {
        return new OutgoingMessage("", key(event), body, contentType, headers, event.getId(), null, Map.of());
    }

    /** What the event is about and stays in order; null when it says nothing of it. */
    static String key(CloudEvent event) {
        Object key = event.getExtension(EventMaker.KEY);
        return key == null ? null : key.toString();
    }

    static CloudEvent event(IncomingMessage message, Caller caller) {
        return event(message.contentType(), message.headers(), message.key(), message.body(), caller);
    }

    /**
     * The event that a message is.
     *
     * @throws ConnectorException {@link MessagingErrors#UNREADABLE} when it is none
     */
    static CloudEvent event(String contentType, Map<String, Object> headers, String key, byte[] body, Caller caller) {
        CloudEvent event =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)
                        ? EventJson.of(body, caller)
                        : binaryEvent(contentType, headers, body, caller);
        return key == null || event.getExtension(EventMaker.KEY) != null
                ? event
                : CloudEventBuilder.v1(event).withExtension(EventMaker.KEY, key).build();
    }

    private static CloudEvent binaryEvent(String contentType, Map<String, Object> headers, byte[] body, Caller caller) {
        Map<String, String> attributes = attributes(headers);
        String version = attributes.remove("specversion");
        if (version == null) {
            throw unreadable(
                    caller,
                    "It is no event: it has neither the header " + PLAIN_PREFIX + "specversion nor the content type "
                            + STRUCTURED + "+json.",
                    null);
        }
        try {
            CloudEventBuilder event = CloudEventBuilder.fromSpecVersion(SpecVersion.parse(version));
            attributes.forEach(event::withContextAttribute);
            if (contentType != null) {
                event.withDataContentType(contentType);
            }
            if (body.length > 0) {
                event.withData(body);
            }
            return EventJson.version1(event.build());
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            throw unreadable(caller, "It is no event: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> attributes(Map<String, Object> headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            for (String prefix : PREFIXES) {
                if (name.startsWith(prefix)) {
                    attributes.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), AttributeText.of(value));
                }
            }
        });
        return attributes;
    }

    private static ConnectorException unreadable(Caller caller, String sentence, Exception cause) {
        return caller.failure(MessagingErrors.UNREADABLE, sentence).cause(cause).build();
    }
}
