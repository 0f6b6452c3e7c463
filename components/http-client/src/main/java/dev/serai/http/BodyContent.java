/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.connector.ConnectorException;
import dev.serai.http.RequestContent.Opened;
import dev.serai.http.RequestContent.Streamed;
import dev.serai.http.RequestContent.Whole;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** Makes a message's body what a request sends. */
public final class BodyContent {

    private static final String BYTES = "application/octet-stream";

    private BodyContent() {}

    /**
     * @param body data (as JSON), text, bytes, a file or a stream; null for nothing
     * @param contentType what the call says of it, or null for the usual of its kind
     * @throws ConnectorException when it is none of these
     */
    public static RequestContent of(Object body, String contentType) {
        if (body == null) {
            return RequestContent.Whole.NONE;
        }
        if (body instanceof CharSequence text) {
            String type = contentType == null ? "text/plain; charset=UTF-8" : contentType;
            return new Whole(
                    Buffer.buffer(text.toString().getBytes(MediaType.of(type).charset())), type);
        }
        String type = contentType == null ? BYTES : contentType;
        if (body instanceof byte[] bytes) {
            return new Whole(Buffer.buffer(bytes), type);
        }
        if (body instanceof StreamCache stream) {
            return stream.inMemory() || !(stream instanceof InputStream)
                    ? new Whole(Buffer.buffer(read(stream)), type)
                    : new Streamed(() -> again(stream), type, true);
        }
        Path file = file(body);
        if (file != null) {
            return new Streamed(() -> new Opened(Files.newInputStream(file), Files.size(file), null), type, true);
        }
        if (body instanceof InputStream stream) {
            return new Streamed(once(stream), type, false);
        }
        return json(body, contentType);
    }

    private static Path file(Object body) {
        Object held = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (held instanceof File file) {
            return file.toPath();
        }
        return held instanceof Path path ? path : null;
    }

    private static RequestContent json(Object body, String contentType) {
        boolean data = body instanceof Map
                || body instanceof Collection
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof Record;
        if (!data) {
            throw refused("A body of type " + body.getClass().getName()
                    + " cannot be sent. Make it a map, a list, text, bytes or a stream first, for example with marshal or"
                    + " convertBodyTo.");
        }
        try {
            // A message often still carries the type of what it held before.
            boolean asSaid = contentType != null && MediaType.of(contentType).isJson();
            return new Whole(Buffer.buffer(Json.write(body)), asSaid ? contentType : "application/json");
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

    private static Opened again(StreamCache stream) {
        stream.reset();
        return new Opened((InputStream) stream, stream.length() > 0 ? stream.length() : -1, null);
    }

    private static RequestContent.Source once(InputStream stream) {
        AtomicBoolean taken = new AtomicBoolean();
        return () -> {
            if (taken.getAndSet(true)) {
                throw new IOException("it is a stream that can be read only once, and an earlier try has read it;"
                        + " a route with streamCache: true reads it again");
            }
            return new Opened(stream, -1, null);
        };
    }

    static ConnectorException refused(String sentence) {
        return ConnectorException.of(HttpErrors.BODY_REFUSED, sentence).build();
    }
}
