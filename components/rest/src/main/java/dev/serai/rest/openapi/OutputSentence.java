/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;

/**
 * What comes back when an operation succeeds.
 *
 * @param type of the value
 * @param sentence about it
 */
record OutputSentence(Field.Type type, String sentence) {

    /** @param responses by status; the first of those that mean success counts */
    static OutputSentence of(Document document, JsonNode responses) {
        for (var response : responses.properties()) {
            if (response.getKey().startsWith("2") || response.getKey().equals("default")) {
                return of(document, response.getKey(), document.followed(response.getValue()));
            }
        }
        return new OutputSentence(Field.Type.ANY, "The reply's body; null when it is empty.");
    }

    private static OutputSentence of(Document document, String status, JsonNode response) {
        String said = response.path("description").asText("").strip();
        String start = said.isEmpty() ? "" : said + (said.endsWith(".") ? " " : ". ");
        for (var content : response.path("content").properties()) {
            JsonNode schema = content.getValue().path("schema");
            if (!schema.isMissingNode()) {
                String words = SchemaSentence.of(document, schema);
                Field.Type type = words.startsWith("a list")
                        ? Field.Type.LIST
                        : words.startsWith("a map") ? Field.Type.MAP : Field.Type.ANY;
                return new OutputSentence(type, start + "With " + status + ", " + words + ".");
            }
        }
        return new OutputSentence(Field.Type.ANY, start.isEmpty() ? "Null." : start.strip());
    }

    void describe(Operation.Builder operation) {
        operation.output(type, sentence);
    }
}
