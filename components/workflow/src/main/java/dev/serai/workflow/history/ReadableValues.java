/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.StreamCache;

/** Bytes and streams as people can read them: as text where they are one. */
final class ReadableValues {

    /** Longer ones are named by their size. */
    private static final int LONGEST_TEXT = 256 * 1024;

    private ReadableValues() {}

    static Object of(Object value) {
        if (value instanceof StreamCache cache) {
            return cache.length() > LONGEST_TEXT
                    ? "<a stream of " + cache.length() + " bytes>"
                    : text(bytes(cache), "a stream of ");
        }
        return value instanceof byte[] bytes ? text(bytes, "") : value;
    }

    private static byte[] bytes(StreamCache cache) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            cache.writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes, String kind) {
        String size = "<" + kind + bytes.length + " bytes>";
        if (bytes.length > LONGEST_TEXT) {
            return size;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean binary = text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return binary ? size : text;
        } catch (CharacterCodingException e) {
            return size;
        }
    }
}
