/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers, by its document. Thread-safe.
 *
 * @param byStatus {@code 200}, {@code 2XX} or {@code default}; then by content type, which may be a range, the schema of
 *     JSON, where it has one
 */
public record DescribedReplies(Map<String, Map<String, Optional<BodySchema>>> byStatus) {

    static DescribedReplies of(Document document, JsonNode responses) {
        Map<String, Map<String, Optional<BodySchema>>> replies = new LinkedHashMap<>();
        responses.properties().forEach(response -> {
            Map<String, Optional<BodySchema>> contents = new LinkedHashMap<>();
            document.followed(response.getValue())
                    .path("content")
                    .properties()
                    .forEach(content -> contents.put(
                            plain(content.getKey()),
                            schema(
                                    document,
                                    content.getKey(),
                                    content.getValue().path("schema"))));
            replies.put(response.getKey(), contents);
        });
        return new DescribedReplies(replies);
    }

    private static Optional<BodySchema> schema(Document document, String type, JsonNode schema) {
        return OperationReading.isJson(type) && !schema.isMissingNode()
                ? Optional.of(BodySchema.of(document, schema))
                : Optional.empty();
    }

    private static String plain(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Holds a reply against the document.
     *
     * @param contentType as its header has it, or null
     * @param body as it was read; null for none. Text that should be JSON is read as that; bytes and streams are not looked
     *     into
     * @return what is wrong, as a sentence without a full stop; empty when nothing is
     */
    public Optional<String> mistake(int status, String contentType, Object body) {
        Map<String, Optional<BodySchema>> contents = contents(status);
        if (contents == null) {
            return Optional.of("no reply with " + status + " is described, but " + byStatus.keySet());
        }
        if (body == null || contents.isEmpty()) {
            return Optional.empty();
        }
        String type = contentType == null ? "" : plain(contentType);
        Optional<BodySchema> schema = schema(contents, type);
        if (schema == null) {
            return Optional.of("a reply with " + status + " and the content type '" + type + "' is not described, but "
                    + contents.keySet());
        }
        return schema.map(known -> known.mistakes(body)).filter(mistakes -> !mistakes.isEmpty());
    }

    private Map<String, Optional<BodySchema>> contents(int status) {
        for (String key :
                new String[] {Integer.toString(status), status / 100 + "XX", status / 100 + "xx", "default"}) {
            if (byStatus.containsKey(key)) {
                return byStatus.get(key);
            }
        }
        return null;
    }

    private static Optional<BodySchema> schema(Map<String, Optional<BodySchema>> contents, String type) {
        for (String key : new String[] {type, type.split("/", 2)[0] + "/*", "*/*"}) {
            if (contents.containsKey(key)) {
                return contents.get(key);
            }
        }
        return null;
    }
}
