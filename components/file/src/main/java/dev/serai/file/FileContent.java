/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.connector.Caller;
import dev.serai.file.format.Json;
import dev.serai.file.format.RecordWriter;
import dev.serai.file.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.BaseStream;
import org.apache.camel.CamelContext;
import org.apache.camel.StreamCache;

/** Turns what a message holds into what a file holds. */
final class FileContent {

    private final CamelContext camelContext;

    FileContent(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Chooses how a value is written: text as UTF-8, bytes and streams as they are, records in their format, anything else
     * as JSON if the file is to hold JSON.
     */
    Content of(Object value, RecordWriter records, Caller caller) {
        if (records.takes(value)) {
            return out -> records.write(value, out);
        }
        Content bytes = bytes(value, records.isJson(), caller);
        if (!records.compresses(value)) {
            return bytes;
        }
        return out -> {
            try (OutputStream compressed = records.compressed(out)) {
                bytes.writeTo(compressed);
            }
        };
    }

    private Content bytes(Object value, boolean json, Caller caller) {
        if (value instanceof byte[] bytes) {
            return out -> out.write(bytes);
        }
        if (value instanceof CharSequence text) {
            return out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof StreamCache cache) {
            return out -> {
                cache.reset();
                cache.writeTo(out);
            };
        }
        if (value instanceof InputStream stream) {
            return copy(stream);
        }
        if (json) {
            byte[] bytes = json(value, caller);
            return out -> out.write(bytes);
        }
        InputStream converted = value instanceof Map || value instanceof Iterable
                ? null
                : camelContext.getTypeConverter().tryConvertTo(InputStream.class, value);
        if (converted == null) {
            throw caller.failure(
                            FileErrors.CONTENT_REFUSED,
                            "The content is a " + value.getClass().getName()
                                    + ", which has no form of its own in a file. Set format=json, give the path the"
                                    + " ending .json, or convert the body to text first. Records take the other formats,"
                                    + " too.")
                    .build();
        }
        return copy(converted);
    }

    /** Whether a failed attempt leaves the value as it was, so that it can be written again. */
    static boolean canBeReadAgain(Object value) {
        return value instanceof StreamCache
                || !(value instanceof InputStream || value instanceof Iterator || value instanceof BaseStream);
    }

    private static Content copy(InputStream stream) {
        return out -> {
            try (stream) {
                stream.transferTo(out);
            }
        };
    }

    private static byte[] json(Object value, Caller caller) {
        try {
            byte[] bytes = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
            byte[] line = new byte[bytes.length + 1];
            System.arraycopy(bytes, 0, line, 0, bytes.length);
            line[bytes.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw caller.failure(
                            FileErrors.CONTENT_REFUSED,
                            "The content cannot be written as JSON: " + e.getOriginalMessage() + ".")
                    .cause(e)
                    .build();
        }
    }

    /** Reads JSON back. */
    static Object parse(byte[] bytes, String name, Caller caller) {
        try {
            return Json.MAPPER.readValue(bytes, Object.class);
        } catch (JsonProcessingException e) {
            throw caller.failure(
                            FileErrors.MALFORMED,
                            "The file " + name + " is not JSON"
                                    + (e.getLocation() == null
                                            ? ""
                                            : " in line " + e.getLocation().getLineNr())
                                    + ": " + e.getOriginalMessage() + ".")
                    .cause(e)
                    .build();
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + name + " cannot be read", e);
        }
    }
}
