/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.ValueCodec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the message of a step is changed before it goes on. What is not named stays. Immutable.
 *
 * <p>Values are of the classes that workflows record; for others the request fails.
 */
public final class MessageEdit {

    /** Changes nothing. */
    public static final MessageEdit NONE = new MessageEdit(false, null, Map.of(), Map.of());

    private final boolean bodyGiven;
    private final Object body;
    private final Map<String, Object> headers;
    private final Map<String, Object> variables;

    private MessageEdit(boolean bodyGiven, Object body, Map<String, Object> headers, Map<String, Object> variables) {
        this.bodyGiven = bodyGiven;
        this.body = body;
        this.headers = headers;
        this.variables = variables;
    }

    /** The same with another body, which may be null. */
    public MessageEdit withBody(Object value) {
        return new MessageEdit(true, value, headers, variables);
    }

    public MessageEdit withHeader(String name, Object value) {
        return new MessageEdit(bodyGiven, body, with(headers, name, value), variables);
    }

    public MessageEdit withVariable(String name, Object value) {
        return new MessageEdit(bodyGiven, body, headers, with(variables, name, value));
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return more;
    }

    public boolean isEmpty() {
        return !bodyGiven && headers.isEmpty() && variables.isEmpty();
    }

    /** As a record keeps it; null when nothing is changed. */
    byte[] encoded(ValueCodec values) {
        return isEmpty()
                ? null
                : ExchangeChange.of(bodyGiven, body, headers, variables).encode(values);
    }
}
