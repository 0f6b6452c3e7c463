/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.ResourceUsage;
import dev.serai.http.Json;
import dev.serai.http.MessageSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What values are as messages of a socket, and back. */
record Messages(MessageFormat format) {

    /**
     * Puts a value into the form in which it is sent: text or bytes.
     *
     * @throws ConnectorException when it has none
     */
    Object encode(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof Map || value instanceof List) {
            try {
                byte[] json = Json.write(value);
                return format == MessageFormat.BINARY ? json : new String(json, StandardCharsets.UTF_8);
            } catch (JsonProcessingException e) {
                throw refused("It cannot be written as JSON: " + e.getOriginalMessage() + ".");
            }
        }
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            return format == MessageFormat.BINARY ? text.getBytes(StandardCharsets.UTF_8) : text;
        }
        throw refused("It is a " + value.getClass().getName()
                + ". Expected a map, a list, text or bytes: convert it first, for example with marshal.");
    }

    /** Sends what {@link #encode} gave. */
    static CompletableFuture<Void> send(MessageSocket socket, Object encoded) {
        return encoded instanceof byte[] bytes ? socket.send(bytes) : socket.send((String) encoded);
    }

    /** A message in text; one that cannot be read is a failure that still has the text. */
    ExecutionResult decode(String text) {
        return switch (format) {
            case TEXT -> ExecutionResult.of(text);
            case BINARY -> unreadable(text, "It is text, but 'format' says binary.");
            case JSON -> json(text, text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** A message in bytes; one that cannot be read is a failure that still has the bytes. */
    ExecutionResult decode(byte[] bytes) {
        return switch (format) {
            case TEXT -> unreadable(bytes, "It is binary, but 'format' says text.");
            case BINARY -> ExecutionResult.of(bytes);
            case JSON -> json(bytes, bytes);
        };
    }

    private static ExecutionResult json(Object received, byte[] json) {
        try {
            return ExecutionResult.of(Json.read(json));
        } catch (JsonProcessingException e) {
            return unreadable(
                    received,
                    "It is not JSON: " + e.getOriginalMessage() + " (column "
                            + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr())
                            + "). If the server sends something else, say so in 'format'.");
        } catch (IOException e) {
            return unreadable(received, "It is not JSON: " + e.getMessage() + ".");
        }
    }

    private static ExecutionResult unreadable(Object received, String why) {
        return new ExecutionResult(
                received,
                Map.of(),
                ResourceUsage.ONE_ATTEMPT,
                Duration.ZERO,
                ConnectorException.of(WebSocketErrors.MESSAGE_UNREADABLE, "A message cannot be read. " + why)
                        .build());
    }

    static ConnectorException refused(String why) {
        return ConnectorException.of(WebSocketErrors.MESSAGE_REFUSED, "The message cannot be sent. " + why)
                .build();
    }
}
