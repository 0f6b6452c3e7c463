/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import dev.serai.file.format.FormatCursor;
import dev.serai.file.format.FormatErrors;
import dev.serai.file.format.FormatFields;
import dev.serai.file.format.ProvidedFormats;
import dev.serai.file.format.RecordReader;
import dev.serai.file.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The operation {@code read}: one file as bytes, text, the value of a JSON document, or records; in memory as a whole, or read
 * as the route asks for more.
 */
final class WholeFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Storage storage;
    private final ProvidedFormats formats;

    WholeFile(Storage storage, ProvidedFormats formats) {
        this.storage = storage;
        this.formats = formats;
    }

    /** Checks what can be checked without the storage, and gives what is left to do. */
    Supplier<ExecutionResult> prepare(String path, Map<String, Object> input, Caller caller) {
        RecordReader reader = RecordReader.of(input, formats, caller);
        String format = (String) input.get("format");
        boolean stream = "stream".equals(input.get("fetchMode"));
        long most = (Long) input.get("maxInMemory");
        if (format.equals(FormatFields.TEXT) && stream) {
            throw caller.failure(
                            FileErrors.OPTION_REFUSED,
                            "Text comes as a whole. With fetchMode=stream take format=lines, or format=bytes and"
                                    + " compression=auto.")
                    .build();
        }
        if (format.equals(FormatFields.BYTES)) {
            return () -> reading(
                    path,
                    caller,
                    file -> stream ? opened(path, file, reader) : bytes(path, file, reader, most, caller));
        }
        if (format.equals(FormatFields.TEXT)) {
            Charset charset = FormatFields.charset(input, caller);
            return () -> reading(path, caller, file -> text(path, file, reader, most, charset, caller));
        }
        if (!stream && !input.containsKey("recordsPath") && RecordReader.isJson(format, path)) {
            return () -> reading(path, caller, file -> json(path, file, reader, most, caller));
        }
        return () -> reading(path, caller, file -> {
            FormatCursor cursor = reader.open(path, file);
            OpenRecords records = new OpenRecords(cursor, path, storage, caller);
            return stream ? ExecutionResult.of(records, Map.of("path", path)) : all(path, records, most, caller);
        });
    }

    private ExecutionResult reading(String path, Caller caller, Reading reading) {
        try {
            return reading.of(storage.read(path));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + path + " cannot be read", e);
        }
    }

    private static ExecutionResult opened(String path, InputStream file, RecordReader reader) throws IOException {
        return ExecutionResult.of(new OpenFile(reader.content(path, file)), Map.of("path", path));
    }

    private static ExecutionResult bytes(String path, InputStream file, RecordReader reader, long most, Caller caller)
            throws IOException {
        byte[] bytes = content(path, file, reader, most, caller);
        return result(path, bytes, bytes);
    }

    private static ExecutionResult text(
            String path, InputStream file, RecordReader reader, long most, Charset charset, Caller caller)
            throws IOException {
        byte[] bytes = content(path, file, reader, most, caller);
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return result(path, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, bytes);
        } catch (CharacterCodingException e) {
            throw caller.failure(
                            FileErrors.MALFORMED,
                            "The file " + path + " is not " + charset.name()
                                    + " text. Set 'charset', or read it with format=bytes.")
                    .cause(e)
                    .build();
        }
    }

    private static ExecutionResult json(String path, InputStream file, RecordReader reader, long most, Caller caller)
            throws IOException {
        byte[] bytes = content(path, file, reader, most, caller);
        return result(path, FileContent.parse(bytes, path, caller), bytes);
    }

    private static ExecutionResult result(String path, Object output, byte[] bytes) {
        return ExecutionResult.of(output, Map.of("path", path, "bytes", (long) bytes.length));
    }

    private static byte[] content(String path, InputStream file, RecordReader reader, long most, Caller caller)
            throws IOException {
        try (InputStream in = reader.content(path, file)) {
            byte[] bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE));
            if (in.read() >= 0) {
                throw tooLarge(path, most, caller);
            }
            return bytes;
        }
    }

    private static ExecutionResult all(String path, OpenRecords records, long most, Caller caller) {
        try (records) {
            List<Map<String, Object>> all = new ArrayList<>();
            long size = 0;
            while (records.hasNext()) {
                Map<String, Object> record = records.next();
                size += HeldSize.of(record);
                if (size > most) {
                    throw tooLarge(path, most, caller);
                }
                all.add(record);
            }
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("path", path);
            metadata.put("count", (long) all.size());
            metadata.put("badRecords", records.badRecords());
            return ExecutionResult.of(all, metadata);
        }
    }

    private static RuntimeException tooLarge(String path, long most, Caller caller) {
        return caller.failure(
                        FormatErrors.TOO_LARGE,
                        "The file " + path + " would take more than " + most
                                + " bytes of memory ('maxInMemory'). Read it"
                                + " with fetchMode=stream or the operation stream, or raise the bound.")
                .build();
    }

    /** Reads an open file and closes it, or leaves that to what it gives. */
    @FunctionalInterface
    private interface Reading {
        ExecutionResult of(InputStream file) throws IOException;
    }
}
