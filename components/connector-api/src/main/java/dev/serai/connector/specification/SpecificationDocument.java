/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.configuration.ConfigurationOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A specification with its JSON Schemas as one document of maps and lists, for programs. Its keys are stable. */
public final class SpecificationDocument {

    private SpecificationDocument() {}

    /** Everything that is known of a type. */
    public static Map<String, Object> of(ConnectorSpecification specification) {
        Map<String, Object> document = summary(specification.metadata());
        document.put("options", options(specification.options()));
        document.put("commonOptions", options(specification.commonOptions()));
        document.put(
                "operations",
                specification.operations().stream()
                        .map(operation -> operation(specification.metadata(), operation))
                        .toList());
        document.put(
                "headers",
                specification.headers().stream()
                        .map(SpecificationDocument::header)
                        .toList());
        document.put(
                "errors",
                specification.errors().stream()
                        .map(SpecificationDocument::error)
                        .toList());
        document.put(
                "examples",
                specification.metadata().examples().stream()
                        .map(example -> Map.of("title", example.title(), "yaml", example.yaml()))
                        .toList());
        document.put("declarationSchema", JsonSchemas.declaration(specification));
        return document;
    }

    /** What a listing shows of a type. */
    public static Map<String, Object> summary(ConnectorMetadata metadata) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", metadata.type());
        document.put("aliases", metadata.aliases());
        document.put("displayName", metadata.displayName());
        document.put("description", metadata.description());
        document.put("category", metadata.category().label());
        document.put("tags", metadata.tags());
        document.put("asynchronous", metadata.asynchronous());
        document.put("requirements", metadata.requirements());
        document.put("documentation", metadata.documentation());
        document.put("version", metadata.version());
        document.put("minimumPlatformVersion", metadata.minimumPlatformVersion());
        document.put("author", metadata.author());
        document.put("license", metadata.license());
        document.put("created", metadata.created().toString());
        document.put("updated", metadata.updated().toString());
        return document;
    }

    private static List<Map<String, Object>> options(List<ConfigurationOption> options) {
        return options.stream()
                .flatMap(ConfigurationOption::leaves)
                .map(SpecificationDocument::option)
                .toList();
    }

    private static Map<String, Object> option(ConfigurationOption option) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("path", option.path());
        document.put("kind", option.kind().name().toLowerCase(Locale.ROOT));
        document.put("description", option.description());
        document.put("required", option.required());
        document.put("secret", option.secret());
        putIfThere(document, "default", option.defaultValue());
        putIfThere(document, "defaultWhenPresent", option.presentValue());
        putIfThere(document, "min", option.min());
        putIfThere(document, "max", option.max());
        document.put("allowed", option.allowed());
        return document;
    }

    private static Map<String, Object> operation(ConnectorMetadata metadata, Operation operation) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", operation.name());
        document.put("description", operation.description());
        document.put("kind", operation.kind().name().toLowerCase(Locale.ROOT));
        document.put("readOnly", operation.readOnly());
        document.put("idempotent", operation.idempotent());
        putIfThere(document, "payload", operation.payload());
        putIfThere(document, "resource", operation.resource());
        document.put(
                "inputs",
                operation.fields().stream().map(SpecificationDocument::field).toList());
        document.put("output", operation.output());
        document.put("outputType", operation.outputType().name().toLowerCase(Locale.ROOT));
        document.put(
                "metadata",
                operation.metadata().stream().map(SpecificationDocument::field).toList());
        document.put("inputSchema", JsonSchemas.input(metadata, operation));
        document.put("outputSchema", JsonSchemas.output(metadata, operation));
        return document;
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", field.name());
        document.put("header", OperationInput.header(field.name()));
        document.put("type", field.type().name().toLowerCase(Locale.ROOT));
        document.put("description", field.description());
        document.put("required", field.required());
        if (field.secret()) {
            document.put("secret", true);
        }
        putIfThere(document, "default", field.defaultValue());
        putIfThere(document, "min", field.min());
        putIfThere(document, "max", field.max());
        document.put("allowed", field.allowed());
        return document;
    }

    private static Map<String, Object> header(Header header) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", header.name());
        document.put("direction", header.direction().name().toLowerCase(Locale.ROOT));
        document.put("operations", header.operations());
        document.put("description", header.field().description());
        return document;
    }

    private static Map<String, Object> error(ErrorCode error) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("code", error.code());
        document.put("category", error.category().label());
        document.put("recoverable", error.recoverable());
        document.put("meaning", error.meaning());
        return document;
    }

    private static void putIfThere(Map<String, Object> document, String key, String value) {
        if (value != null && !value.isEmpty()) {
            document.put(key, value);
        }
    }
}
