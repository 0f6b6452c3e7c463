/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes operations of a document's. Those without an {@code operationId} have no name to be called by. */
final class OperationReading {

    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final List<String> REPEATABLE = List.of("PUT", "DELETE");

    private final Document document;
    private final Consumer<Operation.Builder> common;
    private final Set<String> taken;

    /** @param common adds the inputs and results that every operation has */
    OperationReading(Document document, Consumer<Operation.Builder> common) {
        this.document = document;
        this.common = common;
        Operation.Builder alone = Operation.call("alone", "With what all have.");
        common.accept(alone);
        this.taken = Stream.concat(alone.build().fields().stream().map(Field::name), Stream.of(DescribedOperation.BODY))
                .collect(Collectors.toUnmodifiableSet());
    }

    List<DescribedOperation> all() {
        List<DescribedOperation> all = new ArrayList<>();
        document.api().getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> {
                    if (operation.getOperationId() != null
                            && !WrittenName.ofOperation(operation.getOperationId())
                                    .isEmpty()) {
                        all.add(described(path, item, method.name(), operation));
                    }
                }));
        return all;
    }

    private DescribedOperation described(
            String path, PathItem item, String method, io.swagger.v3.oas.models.Operation written) {
        JsonNode node = document.at("paths", path, method.toLowerCase(Locale.ROOT));
        Operation.Builder operation =
                Operation.call(WrittenName.ofOperation(written.getOperationId()), description(path, method, written));
        ParameterReading parameters = new ParameterReading(document, written.getOperationId(), taken);
        parameters(item, written).forEach(parameters::add);
        parameters.fields().forEach(operation::field);
        DescribedBody body = body(node.path("requestBody"), operation).orElse(null);
        common.accept(operation);
        if (SAFE.contains(method)) {
            operation.readOnly();
        } else if (REPEATABLE.contains(method)) {
            operation.idempotent();
        }
        OutputSentence.of(document, node.path("responses")).describe(operation);
        return new DescribedOperation(
                operation.build(),
                HttpMethod.valueOf(method),
                path,
                parameters.parameters(),
                body,
                DescribedReplies.of(document, node.path("responses")),
                DescribedSecurity.of(document, node));
    }

    private static String description(String path, String method, io.swagger.v3.oas.models.Operation written) {
        String said = written.getSummary() != null ? written.getSummary() : written.getDescription();
        String sentence = said == null ? "" : said.strip().lines().findFirst().orElse("");
        return sentence.isEmpty() ? method + " " + path + "." : sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** Those of the path, in place of which an operation may have its own. */
    private List<Parameter> parameters(PathItem item, io.swagger.v3.oas.models.Operation operation) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (List<Parameter> some : Arrays.asList(item.getParameters(), operation.getParameters())) {
            if (some != null) {
                some.stream()
                        .map(document::followed)
                        .forEach(parameter -> parameters.put(parameter.getIn() + " " + parameter.getName(), parameter));
            }
        }
        return List.copyOf(parameters.values());
    }

    private Optional<DescribedBody> body(JsonNode written, Operation.Builder operation) {
        JsonNode body = document.followed(written);
        if (body.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode contents = body.path("content");
        String type = preferred(contents);
        JsonNode schema = contents.path(type).path("schema");
        operation.payload(BodyField.of(document, type, schema, body));
        return Optional.of(new DescribedBody(
                type,
                schema.isMissingNode() ? null : schema(type, schema),
                partTypes(contents.path(type).path("encoding"))));
    }

    private BodySchema schema(String type, JsonNode schema) {
        if (DescribedBody.isForm(type)) {
            return BodySchema.ofForm(document, schema);
        }
        return isJson(type) ? BodySchema.of(document, schema) : null;
    }

    /** Where several would do, the part itself says which it is. */
    private static Map<String, String> partTypes(JsonNode encoding) {
        Map<String, String> types = new LinkedHashMap<>();
        encoding.properties().forEach(part -> {
            String type = part.getValue().path("contentType").asText("");
            if (!type.isEmpty() && !type.contains(",") && !type.contains("*")) {
                types.put(part.getKey(), type);
            }
        });
        return types;
    }

    /** JSON, else a form, else what the document has first. */
    private static String preferred(JsonNode contents) {
        List<String> types = new ArrayList<>();
        contents.fieldNames().forEachRemaining(types::add);
        return types.stream()
                .filter(OperationReading::isJson)
                .findFirst()
                .or(() -> types.stream().filter(DescribedBody::isForm).findFirst())
                .or(() -> types.stream().findFirst())
                .filter(type -> !type.contains("*"))
                .orElse("application/json");
    }

    static boolean isJson(String type) {
        String plain = type.split(";", 2)[0].strip();
        return plain.equals("application/json") || plain.endsWith("+json");
    }
}
