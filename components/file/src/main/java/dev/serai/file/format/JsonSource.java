/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;

/** The objects of an array in a JSON document, or the one object that it is. Only one of them is in memory at a time. */
final class JsonSource implements RecordSource {

    private static final ObjectReader ELEMENT =
            Json.MAPPER.readerFor(Object.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser parser;
    private final RecordLimit limit;
    private final String path;
    private final Origin origin;

    private boolean begun;
    private boolean array;
    private boolean ended;
    private long line = 1;

    /**
     * @param path a JSON pointer to the array, or empty when the document is the array
     * @param limit where the document comes from
     */
    JsonSource(RecordLimit limit, Charset charset, JsonPointer path, Origin origin) throws IOException {
        JsonParser whole = Json.MAPPER.getFactory().createParser(new JsonText(limit, charset, origin));
        this.path = path.toString();
        this.parser = path.matches()
                ? whole
                : new FilteringParserDelegate(
                        whole, new JsonPointerBasedFilter(path), TokenFilter.Inclusion.ONLY_INCLUDE_ALL, false);
        this.limit = limit;
        this.origin = origin;
    }

    @Override
    public Map<String, Object> next() throws BadRecordException {
        try {
            return ended ? null : read();
        } catch (RecordTooLargeException e) {
            throw failure("a record is too large: " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof ConnectorException known) {
                throw known;
            }
            line = e.getLocation() == null ? line : e.getLocation().getLineNr();
            throw failure("this is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, Object> read() throws IOException, BadRecordException {
        limit.beginRecord();
        JsonToken token = nextToken();
        if (!begun) {
            begun = true;
            if (token == null) {
                throw failure(
                        path.isEmpty() ? "it is empty. Expected a JSON array" : "there is nothing at '" + path + "'",
                        null);
            }
            array = token == JsonToken.START_ARRAY;
            token = array ? nextToken() : token;
        } else if (!array) {
            token = JsonToken.END_ARRAY;
        }
        if (token == JsonToken.END_ARRAY) {
            requireEnd();
            return null;
        }
        if (token == null) {
            throw failure("it ends within an array", null);
        }
        Object value = ELEMENT.readValue(parser);
        if (value instanceof Map<?, ?> object) {
            @SuppressWarnings("unchecked")
            Map<String, Object> values = (Map<String, Object>) object;
            return values;
        }
        String raw = Json.MAPPER.writeValueAsString(value);
        if (!array) {
            throw failure("expected an array of objects" + (path.isEmpty() ? "" : " at '" + path + "'"), null);
        }
        throw new BadRecordException(
                line, "this element of the array is not an object: expected one.", Raw.text(raw), null);
    }

    private JsonToken nextToken() throws IOException {
        JsonToken token = parser.nextToken();
        line = parser.currentTokenLocation().getLineNr();
        return token;
    }

    private void requireEnd() throws IOException {
        ended = true;
        JsonToken more = array ? parser.nextToken() : parser.currentToken();
        if (more != null) {
            throw failure("more than one value stands in it. Use the format ndjson for a value in each line", null);
        }
    }

    private ConnectorException failure(String sentence, Exception cause) {
        return origin.failure(FormatErrors.MALFORMED, line, sentence + ".", cause);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
