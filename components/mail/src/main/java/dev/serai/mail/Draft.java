/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call wants to send, by field name: what the route says, and of the rest what the message body says, so that a body
 * from outside cannot change a recipient that the route names.
 */
record Draft(Map<String, Object> fields) {

    static final List<String> FIELDS = List.of(
            "to", "cc", "bcc", "from", "replyTo", "subject", "text", "html", "attachments", "headers", "priority");

    /**
     * @param input the operation's inputs, complete
     * @throws IllegalArgumentException when the body is nothing that can be sent, or has a key that is unknown
     */
    static Draft of(Map<String, Object> input) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Object body = input.get("message");
        boolean written = input.get("text") != null || input.get("html") != null;
        if (body instanceof Map<?, ?> map) {
            map.forEach((key, value) -> fields.put(known(String.valueOf(key)), value));
        } else if (body instanceof CharSequence text && !written) {
            fields.put("text", text.toString());
        } else if (body != null && !written) {
            throw new IllegalArgumentException(
                    "The message body is a " + body.getClass().getName()
                            + ". Expected text, or a map with to, subject, text, html, attachments and the like. Convert it first,"
                            + " or set 'text'.");
        }
        FIELDS.forEach(name -> {
            if (input.get(name) != null) {
                fields.put(name, input.get(name));
            }
        });
        fields.values().removeIf(value -> value == null);
        return new Draft(fields);
    }

    private static String known(String key) {
        if (!FIELDS.contains(key)) {
            throw new IllegalArgumentException(
                    "The message body has the key '" + key + "'. " + Names.suggestion(key, FIELDS));
        }
        return key;
    }

    Object get(String field) {
        return fields.get(field);
    }

    /** @throws IllegalArgumentException when it is something else than text */
    String text(String field) {
        Object value = fields.get(field);
        if (value == null || value instanceof CharSequence || value instanceof Number) {
            return value == null ? null : value.toString();
        }
        throw new IllegalArgumentException(
                "'" + field + "' is a " + value.getClass().getName() + ". Expected text.");
    }
}
