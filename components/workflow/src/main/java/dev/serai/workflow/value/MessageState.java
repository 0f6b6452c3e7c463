/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import dev.serai.connector.camel.ConnectorHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.MessageHelper;

/**
 * What an execution begins with: a message as it crosses the border of a workflow, with its body and the headers that
 * may come in; or a whole exchange that a step hands over, with its properties and variables too.
 */
public final class MessageState {

    /** Credentials of the caller have no business in the store. */
    private static final Set<String> STOPPED_AT_THE_BORDER =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    private final Object body;
    private final Map<String, Object> headers;
    private final Map<String, Object> properties;
    private final Map<String, Object> variables;

    private MessageState(
            Object body, Map<String, Object> headers, Map<String, Object> properties, Map<String, Object> variables) {
        this.body = body;
        this.headers = headers;
        this.properties = properties;
        this.variables = variables;
    }

    /**
     * @throws UnrecordableValueException when the body or a header cannot be recorded
     */
    public static byte[] encode(ValueCodec codec, Message message) {
        return encode(codec, body(message), message.getHeaders(), name -> true);
    }

    /**
     * Without the headers whose names begin with {@code Camel}: they would steer the steps of whoever gets the message.
     *
     * @throws UnrecordableValueException when the body or a header cannot be recorded
     */
    public static byte[] encodeForAnotherRoute(ValueCodec codec, Message message) {
        return encode(codec, body(message), message.getHeaders(), name -> !name.startsWith("Camel"));
    }

    /**
     * A message without headers.
     *
     * @param body no stream
     * @throws UnrecordableValueException when the body cannot be recorded
     */
    public static byte[] encode(ValueCodec codec, Object body) {
        return encode(codec, body, Map.of(), name -> true);
    }

    /**
     * A message that Camel has not seen.
     *
     * @param body no stream
     * @throws UnrecordableValueException when the body or a header cannot be recorded
     */
    public static byte[] encode(ValueCodec codec, Object body, Map<String, Object> headers) {
        return encode(codec, body, headers, name -> true);
    }

    private static byte[] encode(
            ValueCodec codec, Object body, Map<String, Object> given, Predicate<String> mayComeAlong) {
        Map<String, Object> headers = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (mayComeIn(name) && mayComeAlong.test(name) && !isTechnical(codec, name, value)) {
                codec.encode("header '" + name + "'", value);
                headers.put(name, value);
            }
        });
        codec.encode("body", body);
        return codec.encode("message", new Object[] {body, headers});
    }

    /**
     * A whole exchange. Nothing is left out but what belongs to the run that it comes from.
     *
     * @throws UnrecordableValueException when something of it cannot be recorded
     */
    public static byte[] encode(ValueCodec codec, Exchange exchange) {
        Map<String, Object> headers = new LinkedHashMap<>(exchange.getMessage().getHeaders());
        headers.keySet().removeIf(MessageState::belongsToItsRun);
        Map<String, Object> properties = new LinkedHashMap<>(exchange.getAllProperties());
        properties.keySet().removeIf(name -> !ExchangeProperties.mayBeHandedOver(name));
        // Camel's own class of list, which holds what any list can hold.
        properties.computeIfPresent(
                Exchange.GROUPED_EXCHANGE,
                (name, value) -> value instanceof List<?> list ? new ArrayList<>(list) : value);
        Map<String, Object> variables =
                new LinkedHashMap<>(exchange.hasVariables() ? exchange.getVariables() : Map.of());
        Object body = body(exchange.getMessage());
        codec.encode("body", body);
        return codec.encode("exchange", new Object[] {
            body,
            checked(codec, "header", headers),
            checked(codec, "exchange property", properties),
            checked(codec, "variable", variables)
        });
    }

    private static Map<String, Object> checked(ValueCodec codec, String kind, Map<String, Object> values) {
        values.entrySet()
                .removeIf(entry -> !entry.getKey().equals(Exchange.GROUPED_EXCHANGE)
                        && isTechnical(codec, entry.getKey(), entry.getValue()));
        values.forEach((name, value) -> codec.encode(kind + " '" + name + "'", value));
        return values;
    }

    /** The body alone. */
    public static byte[] encodeBody(ValueCodec codec, Message message) {
        return codec.encode("body", body(message));
    }

    private static Object body(Message message) {
        Object body = message.getBody();
        if (body instanceof java.io.InputStream && !(body instanceof org.apache.camel.StreamCache)) {
            MessageHelper.resetStreamCache(message);
            byte[] bytes = message.getBody(byte[].class);
            message.setBody(new InputStreamCache(bytes));
            return new StreamContent(bytes);
        }
        return ExchangeChange.held(body);
    }

    private static boolean mayComeIn(String name) {
        return !STOPPED_AT_THE_BORDER.contains(name.toLowerCase(Locale.ROOT)) && !belongsToItsRun(name);
    }

    private static boolean belongsToItsRun(String name) {
        return name.equals(ConnectorHeaders.IDEMPOTENCY_KEY)
                || name.equals(Exchange.REDELIVERED)
                || name.equals(Exchange.REDELIVERY_COUNTER)
                || name.equals(Exchange.REDELIVERY_MAX_COUNTER);
    }

    /** Takes away what a server that a step called wants to be kept secret: as on the way in, it is not recorded. */
    static void stopCookies(Message message) {
        if (message.hasHeaders()) {
            message.removeHeader("Set-Cookie");
        }
    }

    private static boolean isTechnical(ValueCodec codec, String name, Object value) {
        if (!name.startsWith("Camel")) {
            return false;
        }
        try {
            codec.encode(name, value);
            return false;
        } catch (UnrecordableValueException e) {
            return true;
        }
    }

    @SuppressWarnings("unchecked")
    public static MessageState decode(ValueCodec codec, byte[] bytes) {
        Object[] parts = (Object[]) codec.decode(bytes);
        return parts.length == 2
                ? new MessageState(parts[0], (Map<String, Object>) parts[1], Map.of(), Map.of())
                : new MessageState(
                        parts[0], (Map<String, Object>) parts[1], (Map<String, Object>) parts[2], (Map<String, Object>)
                                parts[3]);
    }

    /** The body of bytes that {@link #encodeBody} gave. */
    public static Object decodeBody(ValueCodec codec, byte[] bytes) {
        return opened(codec.decode(bytes));
    }

    public void applyTo(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(opened(body));
        headers.forEach(message::setHeader);
        properties.forEach(exchange::setProperty);
        variables.forEach(exchange::setVariable);
    }

    private static Object opened(Object value) {
        return value instanceof StreamContent stream ? new InputStreamCache(stream.bytes()) : value;
    }

    public Object body() {
        return opened(body);
    }

    public Map<String, Object> headers() {
        return Map.copyOf(headers);
    }
}
