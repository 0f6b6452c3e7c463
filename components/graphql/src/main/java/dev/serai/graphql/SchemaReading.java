/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import graphql.AssertException;
import graphql.introspection.IntrospectionQueryBuilder;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.AbstractDescribedNode;
import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.OperationTypeDefinition;
import graphql.language.SchemaDefinition;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a schema has, as its introspection tells. */
final class SchemaReading {

    /** Without what only newer servers know. */
    static final String QUERY = IntrospectionQueryBuilder.build(IntrospectionQueryBuilder.Options.defaultOptions()
            .isOneOf(false)
            .specifiedByUrl(false)
            .inputValueDeprecation(false)
            .directiveIsRepeatable(false)
            .schemaDescription(false));

    private SchemaReading() {}

    /**
     * @param data of the reply to {@link #QUERY}
     * @return the types that operations begin with, then the others by name
     * @throws ConnectorException when it is no schema
     */
    @SuppressWarnings("unchecked")
    static List<DiscoveredResource> of(Object data) {
        try {
            graphql.language.Document schema =
                    new IntrospectionResultToSchema().createSchemaDefinition((Map<String, Object>) data);
            List<String> roots = roots(schema);
            return schema.getDefinitionsOfType(TypeDefinition.class).stream()
                    .filter(type -> !type.getName().startsWith("__"))
                    .map(SchemaReading::resource)
                    .filter(resource -> !resource.kind().isEmpty())
                    .sorted(Comparator.comparing((DiscoveredResource resource) -> place(resource.name(), roots))
                            .thenComparing(DiscoveredResource::name))
                    .toList();
        } catch (AssertException | ClassCastException | NullPointerException e) {
            throw ConnectorException.of(
                            GraphQlErrors.REPLY_UNREADABLE, "The reply to the introspection query is no schema.")
                    .cause(e)
                    .build();
        }
    }

    private static List<String> roots(graphql.language.Document schema) {
        List<String> roots = new ArrayList<>();
        for (SchemaDefinition definition : schema.getDefinitionsOfType(SchemaDefinition.class)) {
            for (OperationTypeDefinition operation : definition.getOperationTypeDefinitions()) {
                roots.add(operation.getTypeName().getName());
            }
        }
        return roots.isEmpty() ? List.of("Query", "Mutation", "Subscription") : roots;
    }

    private static int place(String name, List<String> roots) {
        return roots.contains(name) ? roots.indexOf(name) : roots.size();
    }

    private static DiscoveredResource resource(TypeDefinition<?> type) {
        if (type instanceof ObjectTypeDefinition object) {
            return resource("type", type, fields(object.getFieldDefinitions()));
        }
        if (type instanceof InterfaceTypeDefinition shared) {
            return resource("interface", type, fields(shared.getFieldDefinitions()));
        }
        if (type instanceof InputObjectTypeDefinition input) {
            return resource(
                    "input",
                    type,
                    input.getInputValueDefinitions().stream()
                            .map(value ->
                                    new Part(value.getName(), AstPrinter.printAst(value.getType()), description(value)))
                            .toList());
        }
        if (type instanceof EnumTypeDefinition values) {
            return resource(
                    "enum",
                    type,
                    values.getEnumValueDefinitions().stream()
                            .map(value -> new Part(value.getName(), "", description(value)))
                            .toList());
        }
        if (type instanceof UnionTypeDefinition union) {
            return resource(
                    "union",
                    type,
                    union.getMemberTypes().stream()
                            .map(member -> new Part(AstPrinter.printAst(member), "", ""))
                            .toList());
        }
        return resource("", type, List.of());
    }

    private static DiscoveredResource resource(String kind, TypeDefinition<?> type, List<Part> parts) {
        return new DiscoveredResource(
                kind, type.getName(), type instanceof AbstractDescribedNode<?> node ? description(node) : "", parts);
    }

    private static List<Part> fields(List<FieldDefinition> fields) {
        return fields.stream()
                .map(field -> new Part(
                        field.getName() + arguments(field), AstPrinter.printAst(field.getType()), description(field)))
                .toList();
    }

    private static String arguments(FieldDefinition field) {
        return field.getInputValueDefinitions().isEmpty()
                ? ""
                : field.getInputValueDefinitions().stream()
                        .map(argument -> argument.getName() + ": " + AstPrinter.printAst(argument.getType()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String description(AbstractDescribedNode<?> node) {
        return node.getDescription() == null
                ? ""
                : node.getDescription().getContent().strip();
    }
}
