/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.DeadLetters;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that a subscriber could not be done with.
 *
 * @param event null when what came was none
 * @param raw what came, when it was no event
 * @param attempts how many failed; 0 when there was no room for it
 */
record DeadLetter(CloudEvent event, byte[] raw, Instant failedAt, int attempts, String error, String stack) {

    /** @param headers that say what became of the message */
    static DeadLetter of(CloudEvent event, byte[] raw, Map<String, Object> headers) {
        return new DeadLetter(
                event,
                raw,
                Instant.parse(text(headers, DeadLetters.FAILED_AT)),
                Integer.parseInt(text(headers, DeadLetters.ATTEMPTS)),
                text(headers, DeadLetters.REASON),
                text(headers, DeadLetters.STACK));
    }

    private static String text(Map<String, Object> headers, String name) {
        return String.valueOf(headers.get(name));
    }

    /** For routes. */
    Map<String, Object> map(Caller caller) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("event", eventMap(caller));
        map.put("failedAt", failedAt.toString());
        map.put("retryCount", Math.max(0, attempts - 1));
        map.put("attempts", attempts);
        map.put("error", error);
        map.put("stack", stack);
        return map;
    }

    private Map<String, Object> eventMap(Caller caller) {
        if (event == null) {
            return Map.of("raw", new String(raw, StandardCharsets.UTF_8));
        }
        try {
            return EventJson.map(event, caller);
        } catch (ConnectorException unreadable) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", event.getId());
            map.put("source", event.getSource().toString());
            map.put("type", event.getType());
            map.put("raw", new String(event.getData().toBytes(), StandardCharsets.UTF_8));
            return map;
        }
    }
}
