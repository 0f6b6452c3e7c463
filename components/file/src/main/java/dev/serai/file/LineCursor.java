/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of one line each: the line itself, or the JSON object that it holds. */
final class LineCursor extends LookAheadCursor {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final Origin origin;
    private final BufferedReader reader;
    private final boolean json;
    private long line;

    private LineCursor(BufferedReader reader, boolean json, Origin origin) {
        super(reader);
        this.reader = reader;
        this.json = json;
        this.origin = origin;
    }

    /** Every line is a record with the key {@code line}. */
    static LineCursor ofText(StrictReader reader, Origin origin) {
        return new LineCursor(new BufferedReader(reader), false, origin);
    }

    /** Every line that is not blank is a JSON object. */
    static LineCursor ofJson(StrictReader reader, Origin origin) {
        return new LineCursor(new BufferedReader(reader), true, origin);
    }

    @Override
    DataRecord read() {
        String text = nextLine();
        while (json && text != null && text.isBlank()) {
            text = nextLine();
        }
        if (text == null) {
            return null;
        }
        return record(json ? object(text) : Map.of("line", text), line);
    }

    private String nextLine() {
        try {
            line++;
            return reader.readLine();
        } catch (IOException e) {
            throw origin.failure(FileErrors.ACCESS_FAILED, line, "it cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Map<String, Object> object(String text) {
        try {
            Map<String, Object> object = Json.MAPPER.readValue(text, OBJECT);
            if (object == null) {
                throw notAnObject("null", null);
            }
            return object;
        } catch (JsonProcessingException e) {
            throw notAnObject(e.getOriginalMessage(), e);
        }
    }

    private ConnectorException notAnObject(String words, Exception cause) {
        return origin.failure(
                FileErrors.MALFORMED, line, "this is not a JSON object: " + words + ". Expected one in a line.", cause);
    }
}
