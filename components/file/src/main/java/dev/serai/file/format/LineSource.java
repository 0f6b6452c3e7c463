/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of one line each: the line itself, or the JSON object that it holds. */
final class LineSource implements RecordSource {

    /** The key of a line that is a record itself. */
    static final String KEY = "line";

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final TextLines lines;
    private final boolean json;
    private final Charset charset;
    private final Origin origin;

    /** @param json whether each line that is not blank is a JSON object */
    LineSource(TextLines lines, boolean json, Charset charset, Origin origin) {
        this.lines = lines;
        this.json = json;
        this.charset = charset;
        this.origin = origin;
    }

    @Override
    public Map<String, Object> next() throws BadRecordException {
        String text = nextLine();
        while (json && text != null && text.isBlank()) {
            text = nextLine();
        }
        if (text == null) {
            return null;
        }
        return json ? object(text) : Map.of(KEY, text);
    }

    @Override
    public long line() {
        return lines.recordLine();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private String nextLine() throws BadRecordException {
        String text;
        try {
            text = lines.readLine();
        } catch (RecordTooLargeException e) {
            throw tooLarge(e);
        } catch (IOException e) {
            throw origin.failure(FormatErrors.MALFORMED, line(), e.getMessage() + ".", e);
        }
        if (text != null && lines.lineOfNoText() > 0) {
            throw bad(StrictReader.complaint(charset), text, null);
        }
        return text;
    }

    private BadRecordException tooLarge(RecordTooLargeException cause) {
        try {
            return bad("the line is too long: " + cause.getMessage() + ".", lines.passFirstLine(), cause);
        } catch (IOException e) {
            throw origin.failure(FormatErrors.MALFORMED, line(), e.getMessage() + ".", e);
        }
    }

    private Map<String, Object> object(String text) throws BadRecordException {
        try {
            Map<String, Object> object = Json.MAPPER.readValue(text, OBJECT);
            if (object == null) {
                throw notAnObject("null", text, null);
            }
            return object;
        } catch (JsonProcessingException e) {
            throw notAnObject(e.getOriginalMessage(), text, e);
        }
    }

    private BadRecordException notAnObject(String words, String text, Exception cause) {
        return bad("this is not a JSON object: " + words + ". Expected one in a line.", text, cause);
    }

    private BadRecordException bad(String reason, String text, Exception cause) {
        return new BadRecordException(line(), reason, Raw.text(text), cause);
    }
}
