/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.MessageFormat;
import dev.serai.messaging.MessagingErrors;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Events as one JSON each, as CloudEvents has it. */
final class EventJson {

    /** What messages of such an event say of themselves. */
    static final String CONTENT_TYPE = JsonFormat.CONTENT_TYPE;

    private static final JsonFormat PLAIN = new JsonFormat();

    /** Gives back data byte by byte, so that no number loses a digit. */
    private static final JsonFormat EXACT = new JsonFormat().withForceJsonDataToBase64();

    private EventJson() {}

    /** For other systems. */
    static byte[] of(CloudEvent event) {
        return PLAIN.serialize(event);
    }

    /** For ourselves. */
    static byte[] exactly(CloudEvent event) {
        return EXACT.serialize(event);
    }

    /** @throws ConnectorException when it is no event */
    static CloudEvent of(byte[] json, Caller caller) {
        try {
            return version1(PLAIN.deserialize(json));
        } catch (EventDeserializationException | CloudEventRWException | IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw caller.failure(
                            MessagingErrors.UNREADABLE,
                            "It is no event in JSON: " + cause.getMessage()
                                    + " Expected an object with specversion, id, source and type.")
                    .cause(e)
                    .build();
        }
    }

    /** @throws ConnectorException when it is no event */
    static CloudEvent ofMap(Map<String, Object> attributes, Caller caller) {
        return of(MessageFormat.JSON.encode(attributes, caller), caller);
    }

    static CloudEvent version1(CloudEvent event) {
        return CloudEventBuilder.v1(event).build();
    }

    /** For routes: attributes by name, and the data as a value, as text or as bytes. */
    static Map<String, Object> map(CloudEvent event, Caller caller) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("specversion", event.getSpecVersion().toString());
        map.put("id", event.getId());
        map.put("source", event.getSource().toString());
        map.put("type", event.getType());
        for (String name : new TreeSet<>(event.getAttributeNames())) {
            Object value = event.getAttribute(name);
            if (value != null) {
                map.putIfAbsent(name, AttributeText.of(value));
            }
        }
        for (String name : new TreeSet<>(event.getExtensionNames())) {
            map.put(name, plain(event.getExtension(name)));
        }
        map.put("data", data(event, caller));
        return map;
    }

    private static Object plain(Object extension) {
        return extension instanceof Number || extension instanceof Boolean ? extension : AttributeText.of(extension);
    }

    /**
     * The data as a value, as text or as bytes, by what the event says that they are.
     *
     * @return null when there are none
     * @throws ConnectorException {@link MessagingErrors#UNREADABLE}
     */
    static Object data(CloudEvent event, Caller caller) {
        CloudEventData data = event.getData();
        return data == null
                ? null
                : MessageFormat.said(event.getDataContentType()).decode(data.toBytes(), caller);
    }
}
