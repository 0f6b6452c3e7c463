/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.fasterxml.jackson.core.JsonPointer;
import dev.serai.connector.Caller;
import java.nio.charset.Charset;
import java.util.Map;

/** What the inputs of an operation say about reading. */
record ReadOptions(
        String format,
        CsvOptions csv,
        Charset charset,
        JsonPointer recordsPath,
        String recordElement,
        String compression,
        Bounds bounds,
        BadRecords.Policy onBadRecord,
        boolean raggedRowsAreBad,
        int maxRecordSize) {

    /**
     * @param input of an operation with {@link FormatFields#reading} or {@link FormatFields#readingWhole}, complete
     * @throws dev.serai.connector.ConnectorException for a value that is impossible
     */
    static ReadOptions of(Map<String, Object> input, Caller caller) {
        return new ReadOptions(
                (String) input.get("format"),
                CsvOptions.of(input, caller),
                FormatFields.charset(input, caller),
                pointer((String) input.get("recordsPath"), caller),
                (String) input.get("recordElement"),
                compression(input),
                new Bounds((Long) input.get("maxEntries"), (Long) input.get("maxSize"), (Long) input.get("maxRatio")),
                BadRecords.Policy.of((String) input.get("onBadRecord")),
                "bad".equals(input.get("raggedRows")),
                Math.toIntExact((Long) input.get("maxRecordSize")));
    }

    private static String compression(Map<String, Object> input) {
        // Only an operation that gives files as they lie there has no default of its own.
        boolean asItLies = FormatFields.BYTES.equals(input.get("format"));
        return (String) input.getOrDefault("compression", asItLies ? "none" : Compression.AUTO);
    }

    private static JsonPointer pointer(String path, Caller caller) {
        try {
            return JsonPointer.compile(path == null ? "" : path);
        } catch (IllegalArgumentException e) {
            throw caller.failure(
                            FormatErrors.OPTION_REFUSED,
                            "'recordsPath' is '" + path + "', which is no JSON pointer. Expected one such as"
                                    + " /data/items.")
                    .cause(e)
                    .build();
        }
    }
}
