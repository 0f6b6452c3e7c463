/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Camel's schema of YAML routes, rewritten so that a mistake gives one message. The original describes "an expression"
 * as a choice between thirty shapes and "an endpoint" as a choice of two, and a validator then complains about every
 * shape that does not fit. Here the choices of languages and data formats become plain optional keys, and "text or
 * mapping" depends on which of them stands there. Safe for use by several threads.
 */
final class RouteSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final String DEFINITIONS = "/items/definitions";
    private static final int REFERENCE_PREFIX = 1;

    private final ObjectNode document;
    private final JsonSchema schema;

    private RouteSchema(ObjectNode document) {
        this.document = document;
        this.schema = factory()
                .getSchema(
                        document,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                // A workspace uses a tenth of the schema.
                                .preloadJsonSchema(false)
                                .build());
    }

    /** Definitions are read when something refers to them: a workspace uses few of them. */
    private static JsonSchemaFactory factory() {
        JsonMetaSchema dialect = JsonMetaSchema.builder(
                        JsonMetaSchema.getV202012().getIri(), JsonMetaSchema.getV202012())
                .keyword(new AnnotationKeyword("definitions"))
                .build();
        return JsonSchemaFactory.builder()
                .metaSchema(dialect)
                .defaultMetaSchemaIri(dialect.getIri())
                .build();
    }

    /** Reads Camel's schema the first time; what was read serves all workspaces of the process. */
    static RouteSchema ofCamel() {
        return OfCamel.SCHEMA;
    }

    private static RouteSchema load() {
        try (InputStream stream = RouteSchema.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("camel-yaml-dsl does not hold " + RESOURCE + ".");
            }
            ObjectNode document = (ObjectNode) new ObjectMapper().readTree(stream);
            document.remove("$schema");
            // Definitions refer to one another, so each is rewritten from the original, not from a rewritten one.
            return new RouteSchema((ObjectNode) new Rewriting(document.deepCopy()).rewrite(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<ValidationMessage> validate(JsonNode routes) {
        return schema.validate(routes);
    }

    /** The keys that stand beside a keyword such as {@code additionalProperties} in {@code properties}. */
    List<String> knownKeys(SchemaLocation keyword) {
        JsonNode properties = parent(keyword).path("properties");
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The keys of a step, such as {@code filter}; empty when there is no such step. */
    List<String> stepKeys(String step) {
        JsonNode definition =
                steps().path(step).path("$ref").isMissingNode() ? steps().path(step) : referred(steps().path(step));
        List<String> names = new ArrayList<>();
        keys(definition).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The classes of Camel's model that stand for the elements of a route. */
    Iterator<String> definitions() {
        return document.at(DEFINITIONS).fieldNames();
    }

    /** The keys of one of {@link #definitions()}, each with its schema. */
    JsonNode definition(String className) {
        return keys(document.at(DEFINITIONS).path(className));
    }

    private static JsonNode keys(JsonNode definition) {
        return (definition.has("then") ? definition.path("then") : definition).path("properties");
    }

    /** Whether a step of that name exists. */
    boolean isStep(String name) {
        return steps().has(name);
    }

    private JsonNode steps() {
        return definition("org.apache.camel.model.ProcessorDefinition");
    }

    private JsonNode referred(JsonNode reference) {
        return document.at(reference.path("$ref").asText().substring(REFERENCE_PREFIX));
    }

    private JsonNode parent(SchemaLocation keyword) {
        String pointer = keyword.getFragment().toString();
        return document.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    /** Rewrites the schema, looking up references in the original. */
    private record Rewriting(ObjectNode original) {

        JsonNode rewrite(JsonNode node) {
            if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, rewrite(array.get(i)));
                }
                return array;
            }
            if (!(node instanceof ObjectNode object)) {
                return node;
            }
            if (object.get("anyOf") instanceof ArrayNode choices) {
                object.remove("anyOf");
                flatten(object, choices);
            }
            if (object.get("oneOf") instanceof ArrayNode shapes) {
                dependOnShape(object, shapes);
            }
            object.properties().forEach(entry -> entry.setValue(rewrite(entry.getValue())));
            return object;
        }

        /** Makes the keys of every choice plain optional keys of the object. */
        private void flatten(ObjectNode object, ArrayNode choices) {
            ObjectNode properties = object.withObjectProperty("properties");
            choices.forEach(choice -> collect(choice, properties));
            object.put("additionalProperties", false);
        }

        private void collect(JsonNode choice, ObjectNode properties) {
            if (choice.has("$ref")) {
                collect(original.at(choice.get("$ref").asText().substring(REFERENCE_PREFIX)), properties);
                return;
            }
            choice.path("anyOf").forEach(nested -> collect(nested, properties));
            choice.path("oneOf").forEach(nested -> collect(nested, properties));
            choice.path("properties").properties().forEach(entry -> {
                if (!entry.getValue().isEmpty()) {
                    properties.set(entry.getKey(), entry.getValue().deepCopy());
                }
            });
        }

        /** Text or mapping: which rules hold follows from what stands there. */
        private static void dependOnShape(ObjectNode object, ArrayNode shapes) {
            object.remove("oneOf");
            ObjectNode mapping = null;
            for (JsonNode shape : shapes) {
                if ("object".equals(shape.path("type").asText())) {
                    mapping = (ObjectNode) shape;
                }
            }
            if (mapping == null) {
                return;
            }
            if (object.has("required")) {
                mapping.set("required", object.remove("required"));
            }
            object.putObject("if").put("type", "object");
            object.set("then", mapping);
            object.putObject("else").put("type", "string");
        }
    }

    /** Made when it is first asked for. */
    private static final class OfCamel {
        static final RouteSchema SCHEMA = load();
    }
}
