/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.OperationInput;
import dev.serai.connector.camel.ConnectorHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a message is as an exchange, and what becomes of its headers when it goes on. Thread-safe. */
public final class MessageExchanges implements ExchangeFilling {

    private static final String KEY_PREFIX = "message:";
    private static final String KEY_HEADER = OperationInput.header("key");
    private static final String ATTEMPT_HEADER = OperationInput.header("attempt");
    private static final String REDELIVERED_HEADER = OperationInput.header("redelivered");
    private static final String HEADERS_HEADER = OperationInput.header("headers");

    private final Caller caller;
    private final MessageFormat format;

    /** @param format null for the one that each message says it has */
    MessageExchanges(Caller caller, MessageFormat format) {
        this.caller = caller;
        this.format = format;
    }

    /** Whether an idempotency key is one that a received message brought, and so is of a whole route. */
    public static boolean isKeyOfMessage(String idempotencyKey) {
        return idempotencyKey.startsWith(KEY_PREFIX);
    }

    Object body(IncomingMessage message) {
        MessageFormat used = format == null ? MessageFormat.said(message.contentType()) : format;
        return used.decode(message.body(), caller);
    }

    /** @throws dev.serai.connector.ConnectorException {@link MessagingErrors#UNREADABLE} */
    @Override
    public void fill(Exchange exchange, IncomingMessage message, int attempt) {
        Message filled = exchange.getMessage();
        filled.setBody(body(message));
        message.headers().forEach((name, value) -> {
            if (isForRoutes(name)) {
                filled.setHeader(name, value);
            }
        });
        message.metadata().forEach((name, value) -> filled.setHeader(OperationInput.header(name), value));
        filled.setHeader(ConnectorHeaders.RESOURCE, message.source());
        filled.setHeader(ATTEMPT_HEADER, attempt);
        filled.setHeader(REDELIVERED_HEADER, message.redelivered());
        if (message.key() != null) {
            filled.setHeader(KEY_HEADER, message.key());
        }
        if (message.identity() != null) {
            filled.setHeader(ConnectorHeaders.RECORD_ID, message.identity());
            filled.setHeader(ConnectorHeaders.IDEMPOTENCY_KEY, idempotencyKey(message));
        }
        if (message.sent() != null) {
            filled.setHeader(Exchange.MESSAGE_TIMESTAMP, message.sent().toEpochMilli());
        }
    }

    /** The same whenever the message comes; null when it has no identity. */
    String idempotencyKey(IncomingMessage message) {
        return message.identity() == null
                ? null
                : KEY_PREFIX + caller.connector() + "/" + message.source() + "/" + message.identity();
    }

    /** Whoever sends a message must not set what steers Camel. */
    private static boolean isForRoutes(String name) {
        return !begins(name, "camel") && !begins(name, "org.apache.camel");
    }

    private static boolean begins(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The key that a message has at the route's end. */
    static String key(Exchange exchange) {
        return exchange.getMessage().getHeader(KEY_HEADER, String.class);
    }

    /** The message's own headers as they are at the route's end; others of the exchange stay here. */
    static Map<String, Object> headers(Exchange exchange, IncomingMessage message) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String name : message.headers().keySet()) {
            Object value = isForRoutes(name) ? exchange.getMessage().getHeader(name) : null;
            if (Publishing.isHeader(value)) {
                kept.put(name, value);
            }
        }
        if (exchange.getMessage().getHeader(HEADERS_HEADER) instanceof Map<?, ?> more) {
            more.forEach((name, value) -> {
                if (Publishing.isHeader(value)) {
                    kept.put(String.valueOf(name), value);
                }
            });
        }
        return kept;
    }
}
