/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connector.Field;

/** Describes the input that takes an operation's body. */
final class BodyField {

    private BodyField() {}

    static Field of(Document document, String contentType, JsonNode schema, JsonNode body) {
        String what = schema.isMissingNode() ? "" : ", " + SchemaSentence.of(document, schema);
        String said = body.path("description").asText("").strip();
        String description = (said.isEmpty() ? "" : said + (said.endsWith(".") ? " " : ". ")) + "What is sent, as "
                + contentType + what + ".";
        return body.path("required").asBoolean()
                ? Field.required(DescribedOperation.BODY, Field.Type.ANY, description)
                : Field.optional(DescribedOperation.BODY, Field.Type.ANY, description);
    }
}
