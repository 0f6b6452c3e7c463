/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.MessageFormat;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import io.cloudevents.types.Time;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Makes events of what calls give. Thread-safe. */
final class EventMaker {

    /** The extension of CloudEvents for what must stay in order. */
    static final String KEY = "partitionkey";

    private static final int LONGEST_TYPE = 255;

    private final Caller caller;
    private final URI defaultSource;

    /** @param defaultSource of events that do not say where they come from */
    EventMaker(Caller caller, URI defaultSource) {
        this.caller = caller;
        this.defaultSource = defaultSource;
    }

    /**
     * The event that a call publishes.
     *
     * @param input of the operation {@code publish}, complete
     * @param data null for an event without data
     */
    CloudEvent published(Map<String, Object> input, String id, Object data) {
        io.cloudevents.core.v1.CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(input.get("source") == null ? defaultSource : uri("source", (String) input.get("source")))
                .withType(type((String) input.get("type")))
                .withTime(time((String) input.get("time")));
        if (input.get("subject") != null) {
            event.withSubject((String) input.get("subject"));
        }
        ((Map<?, ?>) input.getOrDefault("extensions", Map.of()))
                .forEach((name, value) -> extension(event, String.valueOf(name), value));
        if (input.get("key") != null) {
            event.withExtension(KEY, (String) input.get("key"));
        }
        if (data != null) {
            data(event, input, data);
        }
        return event.build();
    }

    private void data(io.cloudevents.core.v1.CloudEventBuilder event, Map<String, Object> input, Object data) {
        Object format = input.get("format");
        String said = (String) input.get("dataContentType");
        MessageFormat used;
        if (format != null) {
            used = MessageFormat.valueOf(format.toString().toUpperCase(Locale.ROOT));
        } else {
            used = said == null ? MessageFormat.fitting(data) : MessageFormat.said(said);
        }
        byte[] bytes = used.encode(data, caller);
        if (said != null && used != MessageFormat.JSON && MessageFormat.said(said) == MessageFormat.JSON) {
            throw refused("'format' is " + format + ", but 'dataContentType' is '" + said + "'. Leave 'format' out.");
        }
        String contentType = said == null ? used.contentType() : said;
        if (input.get("dataSchema") == null) {
            event.withData(contentType, bytes);
        } else {
            event.withData(contentType, uri("dataSchema", (String) input.get("dataSchema")), bytes);
        }
    }

    /**
     * The event that a call gives as a whole.
     *
     * @param given an event of CloudEvents' own class, its JSON as text or bytes, or a map of its attributes
     */
    CloudEvent whole(Object given) {
        if (given instanceof CloudEvent event) {
            return checked(event);
        }
        if (given instanceof Map<?, ?> map) {
            return checked(EventJson.ofMap(completed(map), caller));
        }
        if (given instanceof byte[] || given instanceof CharSequence) {
            return checked(EventJson.of(MessageFormat.TEXT.encode(given, caller), caller));
        }
        throw refused("The event is a " + given.getClass().getName()
                + ". Expected a map of its attributes, or its JSON as text or bytes.");
    }

    /** What the one who gives an event need not say. */
    private Map<String, Object> completed(Map<?, ?> given) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", defaultSource.toString());
        given.forEach((name, value) -> event.put(String.valueOf(name), value));
        if (event.get("type") == null) {
            throw refused("The event has no type. Give it one, such as order.placed.");
        }
        return event;
    }

    private CloudEvent checked(CloudEvent event) {
        type(event.getType());
        return event;
    }

    private String type(String type) {
        if (type.isEmpty() || EventTypes.hasBlanks(type) || type.indexOf('*') >= 0) {
            throw refused("The event's type is '" + type
                    + "'. Expected a name without blanks and stars, such as order.placed.");
        }
        if (type.length() > LONGEST_TYPE) {
            throw refused("The event's type has " + type.length() + " characters. Expected " + LONGEST_TYPE
                    + " at most: '" + type.substring(0, 60) + "…'.");
        }
        return type;
    }

    private URI uri(String option, String text) {
        try {
            if (!text.isBlank()) {
                return URI.create(text);
            }
        } catch (IllegalArgumentException e) {
            throw caller.failure(EventErrors.EVENT_INVALID, notUri(option, text))
                    .cause(e)
                    .build();
        }
        throw refused(notUri(option, text));
    }

    private static String notUri(String option, String text) {
        return "'" + option + "' is '" + text + "'. Expected a URI reference, such as /shop/orders.";
    }

    private OffsetDateTime time(String text) {
        try {
            return text == null ? OffsetDateTime.now(ZoneOffset.UTC) : Time.parseTime(text);
        } catch (DateTimeException e) {
            throw caller.failure(
                            EventErrors.EVENT_INVALID,
                            "'time' is '" + text + "'. Expected a time such as 2026-01-31T12:00:00Z.")
                    .cause(e)
                    .build();
        }
    }

    private void extension(io.cloudevents.core.v1.CloudEventBuilder event, String name, Object value) {
        try {
            if (value instanceof Number number) {
                event.withExtension(name, number);
            } else if (value instanceof Boolean truth) {
                event.withExtension(name, truth);
            } else if (value instanceof CharSequence text) {
                event.withExtension(name, text.toString());
            } else {
                throw refused("The extension '" + name + "' is a "
                        + (value == null ? "null" : value.getClass().getName())
                        + ". Expected text, a number or a boolean.");
            }
        } catch (CloudEventRWException | IllegalArgumentException e) {
            throw caller.failure(
                            EventErrors.EVENT_INVALID,
                            "The extension '" + name
                                    + "' cannot be. Expected a name of small letters and digits that no attribute of"
                                    + " events has.")
                    .cause(e)
                    .build();
        }
    }

    private ConnectorException refused(String sentence) {
        return caller.failure(EventErrors.EVENT_INVALID, sentence).build();
    }
}
