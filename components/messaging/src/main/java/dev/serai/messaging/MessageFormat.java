/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the body of a message is: values on our side, bytes on the wire. */
public enum MessageFormat {
    JSON("application/json"),
    TEXT("text/plain; charset=utf-8"),
    BYTES("application/octet-stream");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String contentType;

    MessageFormat(String contentType) {
        this.contentType = contentType;
    }

    /** What messages of this format say of themselves. */
    public String contentType() {
        return contentType;
    }

    /** The format of that name; null for null. */
    static MessageFormat of(Object name) {
        return name == null ? null : valueOf(name.toString().toUpperCase(Locale.ROOT));
    }

    /** The format that fits a value which is to be sent. */
    public static MessageFormat fitting(Object value) {
        if (value instanceof byte[]) {
            return BYTES;
        }
        return value instanceof CharSequence ? TEXT : JSON;
    }

    /** The format that a message says it has; JSON when it says nothing. */
    public static MessageFormat said(String type) {
        if (type == null) {
            return JSON;
        }
        String kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (kind.equals("application/json") || kind.endsWith("+json")) {
            return JSON;
        }
        return kind.startsWith("text/") ? TEXT : BYTES;
    }

    /**
     * Puts a value into the form in which it is sent. Text and bytes that are to be JSON are JSON already.
     *
     * @throws ConnectorException when it has none
     */
    public byte[] encode(Object value, Caller caller) {
        byte[] plain = plain(value);
        if (this != JSON) {
            if (plain == null) {
                throw refused(
                        caller,
                        "It is a " + value.getClass().getName() + ". Expected text or bytes, or 'format' json.",
                        null);
            }
            return plain;
        }
        try {
            if (plain != null && (value instanceof byte[] || value instanceof CharSequence)) {
                MAPPER.readTree(plain);
                return plain;
            }
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw refused(caller, "As JSON it is wrong: " + reason(e) + ".", e);
        }
    }

    private static byte[] plain(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        boolean text = value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
        return text ? value.toString().getBytes(StandardCharsets.UTF_8) : null;
    }

    private static ConnectorException refused(Caller caller, String why, Exception cause) {
        return caller.failure(MessagingErrors.MESSAGE_INVALID, "The message cannot be sent. " + why)
                .cause(cause)
                .build();
    }

    /**
     * Reads what came: plain values, text or bytes.
     *
     * @throws ConnectorException {@link MessagingErrors#UNREADABLE}
     */
    public Object decode(byte[] body, Caller caller) {
        try {
            return switch (this) {
                case JSON -> MAPPER.readValue(body, Object.class);
                case TEXT ->
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString();
                case BYTES -> body;
            };
        } catch (CharacterCodingException e) {
            throw unreadable(caller, "It is no text in UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(caller, "It is not JSON: " + reason(e) + ".", e);
        }
    }

    private static ConnectorException unreadable(Caller caller, String why, Exception cause) {
        return caller.failure(
                        MessagingErrors.UNREADABLE,
                        "A message cannot be read. " + why + " If it is something else, say so in 'format'.")
                .cause(cause)
                .build();
    }

    private static String reason(IOException failure) {
        return failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
    }
}
