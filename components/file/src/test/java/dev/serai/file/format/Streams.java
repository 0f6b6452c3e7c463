/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads and writes streams as operations of a connector do. */
final class Streams {

    private static final Caller CALLER = new Caller("box", "test");
    private static final ProvidedFormats PROVIDED = new ProvidedFormats(null);
    private static final Operation READING = FormatFields.reading(
                    Operation.call("test", "Reads."), "stop", "skip", "divert")
            .build();
    private static final Operation WRITING =
            FormatFields.writing(Operation.call("test", "Writes.")).build();

    private Streams() {}

    static RecordReader reader(Map<String, Object> options) {
        return RecordReader.of(complete(READING, options), PROVIDED, CALLER);
    }

    static FormatCursor open(String name, InputStream content, Map<String, Object> options) throws IOException {
        return reader(options).open(name, content);
    }

    static List<DataRecord> read(String name, byte[] content, Map<String, Object> options) throws IOException {
        List<DataRecord> records = new ArrayList<>();
        try (FormatCursor cursor = open(name, new ByteArrayInputStream(content), options)) {
            cursor.forEachRemaining(records::add);
        }
        return records;
    }

    static List<Map<String, Object>> values(String name, String content, Map<String, Object> options)
            throws IOException {
        return read(name, content.getBytes(StandardCharsets.UTF_8), options).stream()
                .map(DataRecord::data)
                .toList();
    }

    static RecordWriter writer(String path, Map<String, Object> options) {
        return RecordWriter.of(complete(WRITING, options), path, PROVIDED, CALLER);
    }

    static byte[] write(String path, Object content, Map<String, Object> options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer(path, options).write(content, out);
        return out.toByteArray();
    }

    static String text(String path, Object content, Map<String, Object> options) throws IOException {
        return new String(write(path, content, options), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> complete(Operation operation, Map<String, Object> options) {
        return OperationInput.complete("box", operation, OperationInput.checkOptions("box", operation, options));
    }
}
