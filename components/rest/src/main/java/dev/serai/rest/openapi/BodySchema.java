/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.oas.OpenApi31;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the body of an operation must be like. Thread-safe. */
public final class BodySchema {

    private static final int MOST_MISTAKES = 5;

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final JsonSchema schema;

    private BodySchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** @param node a schema of a document, which may refer to the document's others */
    static BodySchema of(Document document, JsonNode node) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(node);
        whole.set("components", document.tree().path("components"));
        whole.set("paths", document.tree().path("paths"));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .preloadJsonSchema(false)
                .build();
        return new BodySchema(factory(document).getSchema(whole, config));
    }

    private static JsonSchemaFactory factory(Document document) {
        // Schemas of 3.1 are JSON Schemas; those of 3.0 have words of their own, such as 'nullable'.
        return document.isVersion31()
                ? factory(VersionFlag.V202012, OpenApi31.getInstance())
                : factory(VersionFlag.V4, OpenApi30.getInstance());
    }

    /** What is not known, such as an extension, checks nothing. */
    private static JsonSchemaFactory factory(VersionFlag version, JsonMetaSchema known) {
        JsonMetaSchema lenient = JsonMetaSchema.builder(known)
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
        return JsonSchemaFactory.getInstance(
                version, builder -> builder.metaSchema(lenient).defaultMetaSchemaIri(lenient.getIri()));
    }

    /**
     * Holds a body against the schema. Bytes, files and streams are sent as they are, unseen.
     *
     * @param body data, or text that holds JSON
     * @throws ConnectorException when it does not fit, with what is wrong where
     */
    public void require(Object body) {
        JsonNode node = node(body);
        if (node == null) {
            return;
        }
        List<String> mistakes = schema.validate(node).stream()
                .map(message -> message.getInstanceLocation() + " " + message.getError())
                .distinct()
                .limit(MOST_MISTAKES)
                .toList();
        if (!mistakes.isEmpty()) {
            throw refused("The body is not what the API takes: " + String.join("; ", mistakes) + ".");
        }
    }

    private static JsonNode node(Object body) {
        if (body instanceof CharSequence text) {
            try {
                return JSON.readTree(text.toString());
            } catch (JsonProcessingException e) {
                throw refused("The body is text that is no JSON: " + e.getOriginalMessage() + ".");
            }
        }
        boolean data = body instanceof Map
                || body instanceof Collection
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof Record;
        return data ? JSON.valueToTree(body) : null;
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(ConnectorErrors.INPUT_INVALID, sentence)
                .neverSent()
                .build();
    }
}
