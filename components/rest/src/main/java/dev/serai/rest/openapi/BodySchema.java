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
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.oas.OpenApi31;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
        return of(document, node, false);
    }

    /** Of a form, in which numbers and booleans are texts, too, and one value stands for a list of one. */
    static BodySchema ofForm(Document document, JsonNode node) {
        return of(document, node, true);
    }

    private static BodySchema of(Document document, JsonNode node, boolean typeLoose) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(node);
        whole.set("components", document.tree().path("components"));
        whole.set("paths", document.tree().path("paths"));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .preloadJsonSchema(false)
                .typeLoose(typeLoose)
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
        requireNone(mistakes(node, message -> true));
    }

    /**
     * Holds the fields of a form against the schema. Of a file it is known only that it is one.
     *
     * @throws ConnectorException when they do not fit, with what is wrong where
     */
    void requireForm(Map<?, ?> fields) {
        FormFields form = new FormFields(fields, JSON);
        requireNone(mistakes(
                form.node(),
                message -> !form.isFile(message.getInstanceLocation())
                        || message.getType().equals("type")));
    }

    private static void requireNone(String mistakes) {
        if (!mistakes.isEmpty()) {
            throw refused("The body is not what the API takes: " + mistakes + ".");
        }
    }

    /** What is wrong with what came; empty when nothing is, or it is not data. */
    String mistakes(Object reply) {
        JsonNode node = node(reply);
        return node == null ? "" : mistakes(node, message -> true);
    }

    private String mistakes(JsonNode node, Predicate<ValidationMessage> counts) {
        return schema.validate(node).stream()
                .filter(counts)
                .map(message -> message.getInstanceLocation() + " " + message.getError())
                .distinct()
                .limit(MOST_MISTAKES)
                .collect(Collectors.joining("; "));
    }

    private static JsonNode node(Object body) {
        if (body instanceof CharSequence text) {
            try {
                return JSON.readTree(text.toString());
            } catch (JsonProcessingException e) {
                throw refused("The body is text that is no JSON: " + e.getOriginalMessage() + ".");
            }
        }
        return isData(body) ? JSON.valueToTree(body) : null;
    }

    /** Whether something is sent as JSON; text, bytes, files and streams go as they are. */
    static boolean isData(Object body) {
        return body instanceof Map
                || body instanceof Collection
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof Record;
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(ConnectorErrors.INPUT_INVALID, sentence)
                .neverSent()
                .build();
    }
}
