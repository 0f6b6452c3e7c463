/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;

/** What a step did to its exchange. */
public final class ExchangeChange {

    /** What a step did that did nothing. */
    public static final ExchangeChange NONE = new ExchangeChange(
            false,
            null,
            ExchangeSnapshot.Difference.NONE,
            ExchangeSnapshot.Difference.NONE,
            ExchangeSnapshot.Difference.NONE,
            false,
            null,
            null);

    private final boolean bodyChanged;
    private final Object body;
    private final ExchangeSnapshot.Difference headers;
    private final ExchangeSnapshot.Difference properties;
    private final ExchangeSnapshot.Difference variables;
    private final boolean routeStop;
    private final ExchangePattern pattern;
    private final byte[] caught;

    ExchangeChange(
            boolean bodyChanged,
            Object body,
            ExchangeSnapshot.Difference headers,
            ExchangeSnapshot.Difference properties,
            ExchangeSnapshot.Difference variables,
            boolean routeStop,
            ExchangePattern pattern,
            byte[] caught) {
        this.bodyChanged = bodyChanged;
        this.body = body;
        this.headers = headers;
        this.properties = properties;
        this.variables = variables;
        this.routeStop = routeStop;
        this.pattern = pattern;
        this.caught = caught;
    }

    /** The same, and a failure that the step caught and left for the steps after it to look at, encoded. */
    public ExchangeChange withCaught(byte[] failure) {
        return new ExchangeChange(bodyChanged, body, headers, properties, variables, routeStop, pattern, failure);
    }

    /** A failure that the step caught, encoded; null when it caught none. */
    public byte[] caught() {
        return caught;
    }

    public byte[] encode(ValueCodec codec) {
        Object[] parts = {
            bodyChanged,
            bodyChanged ? held(body) : null,
            headers.set(),
            headers.removed(),
            properties.set(),
            properties.removed(),
            variables.set(),
            variables.removed(),
            routeStop,
            pattern == null ? null : pattern.name(),
            caught
        };
        return codec.encode("change", parts);
    }

    /** The change of bytes that {@link #encode} gave. */
    @SuppressWarnings("unchecked")
    public static ExchangeChange decode(ValueCodec codec, byte[] bytes) {
        Object[] parts = (Object[]) codec.decode(bytes);
        return new ExchangeChange(
                (Boolean) parts[0],
                parts[1] instanceof StreamContent stream ? new InputStreamCache(stream.bytes()) : parts[1],
                new ExchangeSnapshot.Difference((Map<String, Object>) parts[2], (List<String>) parts[3]),
                new ExchangeSnapshot.Difference((Map<String, Object>) parts[4], (List<String>) parts[5]),
                new ExchangeSnapshot.Difference((Map<String, Object>) parts[6], (List<String>) parts[7]),
                (Boolean) parts[8],
                parts.length > 9 && parts[9] != null ? ExchangePattern.valueOf((String) parts[9]) : null,
                parts.length > 9 ? (byte[]) parts[10] : null);
    }

    /** Makes the exchange what it was after the step. */
    public void applyTo(Exchange exchange) {
        Message message = exchange.getMessage();
        if (bodyChanged) {
            message.setBody(body);
        }
        headers.set().forEach(message::setHeader);
        headers.removed().forEach(message::removeHeader);
        properties.set().forEach(exchange::setProperty);
        properties.removed().forEach(exchange::removeProperty);
        variables.set().forEach(exchange::setVariable);
        variables.removed().forEach(exchange::removeVariable);
        if (routeStop) {
            exchange.setRouteStop(true);
        }
        if (pattern != null) {
            exchange.setPattern(pattern);
        }
    }

    /** Whether the step replaced or changed the body. */
    public boolean bodyChanged() {
        return bodyChanged;
    }

    /** The body after the step, if it changed it. */
    public Object body() {
        return body;
    }

    static Object held(Object value) {
        if (!(value instanceof StreamCache cache)) {
            return value;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            cache.writeTo(bytes);
            cache.reset();
            return new StreamContent(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
