/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What a server answered.
 *
 * @param body never null; empty where there is a stream
 * @param stream the body of a streamed call that succeeded, which its reader closes; else null
 * @param target what answered, which redirects may have led to
 */
public record HttpReply(int status, MultiMap headers, Buffer body, InputStream stream, HttpTarget target)
        implements Answer {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    @Override
    public int length() {
        // What comes out of a packed one may be a thousand times as much.
        return Packing.isPacked(headers) ? Integer.MAX_VALUE : body.length();
    }

    @Override
    public void discard() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The header {@code Content-Type}, or null. */
    public String contentType() {
        return headers.get("Content-Type");
    }
}
