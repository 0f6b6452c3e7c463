/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.serai.connector.Caller;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.OutgoingMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is said of a message beside its body. */
final class OutgoingProperties {

    /** The frame that has the properties must hold them. */
    private static final int LARGEST_HEADERS = 100_000;

    private static final int LONGEST_SHORT_TEXT = 255;
    private static final int TRANSIENT = 1;
    private static final int PERSISTENT = 2;

    private OutgoingProperties() {}

    static BasicProperties of(OutgoingMessage message, String keyHeader, Caller caller) {
        Map<String, Object> headers = new LinkedHashMap<>();
        message.headers()
                .forEach((name, value) -> headers.put(requireShort(caller, "A header's name", name), plain(value)));
        if (message.key() != null) {
            headers.put(keyHeader, message.key());
        }
        requireSmall(caller, headers);
        Long priority = (Long) message.options().get("priority");
        Duration expiration = (Duration) message.options().get("expiration");
        return new BasicProperties.Builder()
                .messageId(requireShort(caller, "'messageId'", message.id()))
                .contentType(message.contentType())
                .timestamp(Date.from(Instant.now()))
                .deliveryMode(Boolean.FALSE.equals(message.options().get("persistent")) ? TRANSIENT : PERSISTENT)
                .headers(headers)
                .priority(priority == null ? null : priority.intValue())
                .expiration(expiration == null ? null : String.valueOf(expiration.toMillis()))
                .build();
    }

    /** AMQP has no numbers of any length. */
    private static Object plain(Object value) {
        if (value instanceof BigInteger number) {
            return number.toString();
        }
        return value instanceof BigDecimal number ? (Object) number.doubleValue() : value;
    }

    static String requireShort(Caller caller, String what, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_SHORT_TEXT) {
            throw caller.failure(
                            MessagingErrors.MESSAGE_INVALID,
                            what + " is longer than the " + LONGEST_SHORT_TEXT + " bytes that AMQP has for it: "
                                    + text.substring(0, 60) + "…")
                    .build();
        }
        return text;
    }

    private static void requireSmall(Caller caller, Map<String, Object> headers) {
        long size = 0;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            Object value = header.getValue();
            size += header.getKey().length() + 16;
            size += value instanceof byte[] bytes
                    ? bytes.length
                    : 3L * value.toString().length();
        }
        if (size > LARGEST_HEADERS) {
            throw caller.failure(
                            MessagingErrors.TOO_LARGE,
                            "The headers may take " + size + " bytes. Expected " + LARGEST_HEADERS
                                    + " at most: put more into the body.")
                    .build();
        }
    }
}
