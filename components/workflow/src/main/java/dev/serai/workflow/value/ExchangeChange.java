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
import java.util.Set;
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
            Set.of(),
            null,
            null,
            null);

    /** What stands for the body among the places of values that were changed in place. */
    static final String BODY = "body";

    private final boolean bodyChanged;
    private final Object body;
    private final ExchangeSnapshot.Difference headers;
    private final ExchangeSnapshot.Difference properties;
    private final ExchangeSnapshot.Difference variables;
    private final boolean routeStop;
    private final Set<String> inPlace;
    private final ExchangePattern pattern;
    private final ErrorHandlerState errorHandlers;
    private final byte[] caught;

    ExchangeChange(
            boolean bodyChanged,
            Object body,
            ExchangeSnapshot.Difference headers,
            ExchangeSnapshot.Difference properties,
            ExchangeSnapshot.Difference variables,
            boolean routeStop,
            Set<String> inPlace,
            ExchangePattern pattern,
            ErrorHandlerState errorHandlers,
            byte[] caught) {
        this.bodyChanged = bodyChanged;
        this.body = body;
        this.headers = headers;
        this.properties = properties;
        this.variables = variables;
        this.routeStop = routeStop;
        this.inPlace = inPlace;
        this.pattern = pattern;
        this.errorHandlers = errorHandlers;
        this.caught = caught;
    }

    /** A change that sets the body, if {@code bodyChanged}, and the given headers and variables. */
    public static ExchangeChange of(
            boolean bodyChanged, Object body, Map<String, Object> headers, Map<String, Object> variables) {
        return new ExchangeChange(
                bodyChanged,
                body,
                new ExchangeSnapshot.Difference(headers, List.of()),
                ExchangeSnapshot.Difference.NONE,
                new ExchangeSnapshot.Difference(variables, List.of()),
                false,
                Set.of(),
                null,
                null,
                null);
    }

    /** The same, and a failure that the step caught and left for the steps after it to look at, encoded. */
    public ExchangeChange withCaught(byte[] failure) {
        return new ExchangeChange(
                bodyChanged, body, headers, properties, variables, routeStop, inPlace, pattern, errorHandlers, failure);
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
            inPlace.toArray(String[]::new),
            pattern == null ? null : pattern.name(),
            caught,
            errorHandlers == null ? null : errorHandlers.encode()
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
                // Records of the first version end here.
                parts.length > 9 ? Set.of((String[]) parts[9]) : Set.of(),
                parts.length > 9 && parts[10] != null ? ExchangePattern.valueOf((String) parts[10]) : null,
                parts.length > 12 && parts[12] != null ? ErrorHandlerState.decode((Integer) parts[12]) : null,
                parts.length > 9 ? (byte[]) parts[11] : null);
    }

    /** Makes the exchange what it was after the step. */
    public void applyTo(Exchange exchange) {
        Message message = exchange.getMessage();
        if (bodyChanged) {
            message.setBody(value(BODY, message.getBody(), body));
        }
        headers.set()
                .forEach((name, value) ->
                        message.setHeader(name, value(ExchangeSnapshot.header(name), message.getHeader(name), value)));
        headers.removed().forEach(message::removeHeader);
        properties
                .set()
                .forEach((name, value) -> exchange.setProperty(
                        name, value(ExchangeSnapshot.property(name), exchange.getProperty(name), value)));
        properties.removed().forEach(exchange::removeProperty);
        variables
                .set()
                .forEach((name, value) -> exchange.setVariable(
                        name, value(ExchangeSnapshot.variable(name), exchange.getVariable(name), value)));
        variables.removed().forEach(exchange::removeVariable);
        if (routeStop) {
            exchange.setRouteStop(true);
        }
        if (pattern != null) {
            exchange.setPattern(pattern);
        }
        if (errorHandlers != null) {
            errorHandlers.applyTo(exchange);
        }
    }

    private Object value(String place, Object now, Object recorded) {
        return inPlace.contains(place) ? ChangeInPlace.repeat(now, recorded) : recorded;
    }

    /** Whether the step replaced or changed the body. */
    public boolean bodyChanged() {
        return bodyChanged;
    }

    /** The body after the step, if it changed it. */
    public Object body() {
        return body;
    }

    /** Headers that the step set. */
    public Map<String, Object> headers() {
        return headers.set();
    }

    /** Variables that the step set. */
    public Map<String, Object> variables() {
        return variables.set();
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
