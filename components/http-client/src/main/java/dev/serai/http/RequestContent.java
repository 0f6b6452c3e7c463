/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;

/** What a request sends. */
public sealed interface RequestContent {

    /** The header {@code Content-Type}; null for none, or when only {@link Streamed#open} tells. */
    String contentType();

    /** Whether it can be sent more than once. */
    default boolean repeatable() {
        return true;
    }

    /**
     * Bytes in memory.
     *
     * @param bytes null for nothing
     */
    record Whole(Buffer bytes, String contentType) implements RequestContent {

        /** Nothing. */
        public static final Whole NONE = new Whole(null, null);
    }

    /**
     * Bytes that are read while they are sent.
     *
     * @param source makes them, once for each time that they are sent
     * @param contentType null when the source tells
     */
    record Streamed(Source source, String contentType, boolean repeatable) implements RequestContent {

        /** @throws IOException when it cannot be read, or not again */
        public Opened open() throws IOException {
            return source.open();
        }
    }

    /** Where streamed bytes come from. */
    interface Source {
        Opened open() throws IOException;
    }

    /**
     * Bytes on their way.
     *
     * @param length how many there are; negative when nobody knows
     * @param contentType null when the content tells
     */
    record Opened(InputStream bytes, long length, String contentType) {}
}
