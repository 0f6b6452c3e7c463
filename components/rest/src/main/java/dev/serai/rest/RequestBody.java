/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.connector.ConnectorException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.StreamCache;

/**
 * What a request sends.
 *
 * @param bytes null for no body
 * @param contentType null for no body
 */
record RequestBody(Buffer bytes, String contentType) {

    private static final RequestBody NONE = new RequestBody(null, null);

    /**
     * @param contentType what the call says of it, or null for the usual of its kind
     * @throws ConnectorException when it is neither data nor text nor bytes
     */
    static RequestBody of(Object body, String contentType) {
        if (body == null) {
            return NONE;
        }
        if (body instanceof CharSequence text) {
            String type = contentType == null ? "text/plain; charset=UTF-8" : contentType;
            return new RequestBody(
                    Buffer.buffer(text.toString().getBytes(MediaType.of(type).charset())), type);
        }
        if (body instanceof byte[] bytes) {
            return new RequestBody(
                    Buffer.buffer(bytes), contentType == null ? "application/octet-stream" : contentType);
        }
        if (body instanceof StreamCache stream) {
            return of(read(stream), contentType);
        }
        boolean data = body instanceof Map
                || body instanceof Collection
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof Record;
        if (!data) {
            throw refused("A body of type " + body.getClass().getName()
                    + " cannot be sent. Make it a map, a list, text or bytes first, for example with marshal or"
                    + " convertBodyTo.");
        }
        try {
            return new RequestBody(Buffer.buffer(Json.write(body)), "application/json");
        } catch (JsonProcessingException e) {
            throw refused("The body cannot be written as JSON: " + e.getOriginalMessage() + ".");
        }
    }

    /** A repetition of the call reads the stream again. */
    private static byte[] read(StreamCache stream) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            stream.reset();
            stream.writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw refused("The body cannot be read: " + e.getMessage() + ".");
        }
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(RestErrors.BODY_REFUSED, sentence).build();
    }
}
