/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConfigurationOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schemas (draft 2020-12) of what a connector type reads and gives, as maps and lists that any JSON library writes.
 * They know the names in the product's own spelling only, though a declaration may spell them otherwise.
 */
public final class JsonSchemas {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String SPELLING =
            "Case, '_' and '-' in names do not matter to Serai; this schema knows the usual spelling.";

    private JsonSchemas() {}

    /** One item of {@code connectors} in {@code connectors.yaml}. */
    public static Map<String, Object> declaration(ConnectorSpecification specification) {
        ConnectorMetadata metadata = specification.metadata();
        Map<String, Object> schema =
                document(metadata, "declaration", metadata.displayName() + ": a declaration", metadata.description());
        List<ConfigurationOption> all = new ArrayList<>(specification.commonOptions());
        all.addAll(specification.options());
        object(schema, all, metadata);
        return schema;
    }

    /** What a call of an operation is given, by the names of its fields; the payload is one of them. */
    public static Map<String, Object> input(ConnectorMetadata metadata, Operation operation) {
        Map<String, Object> schema = document(
                metadata, operation.name() + ":input", operation.name() + ": the input", operation.description());
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        operation.fields().forEach(field -> properties.put(field.name(), ValueSchemas.input(field)));
        schema.put("properties", properties);
        List<String> required = operation.fields().stream()
                .filter(field -> field.required() && field.defaultValue() == null)
                .map(Field::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** What a call of an operation gives, or a stream with each message: {@code output} and {@code metadata}. */
    public static Map<String, Object> output(ConnectorMetadata metadata, Operation operation) {
        String stream = operation.kind() == Operation.Kind.STREAM ? "each message" : "the result";
        Map<String, Object> schema = document(
                metadata,
                operation.name() + ":output",
                operation.name() + ": " + stream,
                "The output becomes the message body, each piece of metadata a header CamelSerai….");
        schema.put("type", "object");
        Map<String, Object> pieces = new LinkedHashMap<>();
        operation.metadata().forEach(field -> pieces.put(field.name(), ValueSchemas.output(field)));
        Map<String, Object> beside = new LinkedHashMap<>();
        beside.put("type", "object");
        beside.put("properties", pieces);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("output", ValueSchemas.output(operation.outputType(), operation.output()));
        properties.put("metadata", beside);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> document(
            ConnectorMetadata metadata, String part, String title, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DRAFT);
        schema.put("$id", "urn:serai:connector:" + metadata.type() + ":" + part);
        schema.put("title", title);
        schema.put("description", description + " " + SPELLING);
        return schema;
    }

    private static void object(
            Map<String, Object> schema, List<ConfigurationOption> options, ConnectorMetadata metadata) {
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        options.forEach(option -> properties.put(option.name(), property(option, metadata)));
        schema.put("properties", properties);
        List<String> required = options.stream()
                .filter(ConfigurationOption::required)
                .map(ConfigurationOption::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
    }

    private static Map<String, Object> property(ConfigurationOption option, ConnectorMetadata metadata) {
        if (option.kind() == ConfigurationOption.Kind.GROUP) {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("description", option.description());
            object(group, option.options(), metadata);
            return group;
        }
        if (option.path().equals("type")) {
            List<String> names = new ArrayList<>(List.of(metadata.type()));
            names.addAll(metadata.aliases());
            Map<String, Object> type = new LinkedHashMap<>();
            type.put("description", option.description());
            type.put("enum", names);
            return type;
        }
        return ValueSchemas.option(option);
    }
}
