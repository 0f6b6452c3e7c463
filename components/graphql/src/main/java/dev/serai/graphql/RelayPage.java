/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.http.HttpErrors;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One page of a Relay connection: what asks for it, and how it is read. By the GraphQL Cursor Connections Specification,
 * and with {@code nodes}, the usual short form of {@code edges}.
 */
record RelayPage(
        FetchRequest request, Document document, OperationDefinition operation, Map<String, Object> variables) {

    private static final String FIRST = "first";
    private static final String AFTER = "after";

    /** @throws ConnectorException when the page cannot be asked for */
    static RelayPage of(FetchRequest request, Function<String, Object> parameters) {
        if (request.pagination().offset() > 0) {
            throw refused("Pages of a Relay connection cannot leave out "
                    + request.pagination().offset() + " records. Go on with the cursor of the page before.");
        }
        String written = (String) request.options().get(GraphQlOperations.QUERY);
        Document document = Document.of(written == null ? built(request) : own(request, written));
        OperationDefinition operation = document.operation(null);
        Document.require(operation, OperationDefinition.Operation.QUERY);
        return new RelayPage(request, document, operation, variables(request, operation, parameters));
    }

    private static String own(FetchRequest request, String written) {
        if (!fields(request).isEmpty() || request.options().containsKey(GraphQlOperations.ARGUMENTS)) {
            throw refused("'query' is the whole document, so 'fields' and 'arguments' have no place beside it.");
        }
        return written;
    }

    private static String built(FetchRequest request) {
        List<String> fields = fields(request);
        if (fields.isEmpty()) {
            throw refused("GraphQL gives no fields that are not asked for. Name those of a record, such as"
                    + " 'fields=id,customer.name', or write the whole document as 'query'.");
        }
        Map<?, ?> arguments = (Map<?, ?>) request.options().getOrDefault(GraphQlOperations.ARGUMENTS, Map.of());
        GraphQlQuery query = GraphQlQuery.query(request.resource())
                .variable(FIRST, "Int")
                .variable(AFTER, "String")
                .argument(FIRST, GraphQlQuery.variable(FIRST))
                .argument(AFTER, GraphQlQuery.variable(AFTER));
        arguments.forEach((name, value) -> query.argument(String.valueOf(name), value));
        fields.forEach(field -> query.field("edges.node." + field));
        query.fields("edges.cursor", "pageInfo.hasNextPage", "pageInfo.endCursor");
        return (request.pagination().total() ? query.field("totalCount") : query).build();
    }

    /** A fetch from a route has them apart, any other among its options. */
    private static List<String> fields(FetchRequest request) {
        List<?> among = (List<?>) request.options().getOrDefault(GraphQlOperations.FIELDS, List.of());
        return request.fields().isEmpty() ? among.stream().map(String::valueOf).toList() : request.fields();
    }

    private static Map<String, Object> variables(
            FetchRequest request, OperationDefinition operation, Function<String, Object> parameters) {
        List<String> declared = operation.getVariableDefinitions().stream()
                .map(VariableDefinition::getName)
                .toList();
        if (!declared.contains(AFTER)) {
            throw refused("The document has " + (declared.isEmpty() ? "no variables" : Document.variables(operation))
                    + ", but needs $after to ask for a page: query ($first: Int, $after: String) {"
                    + " orders(first: $first, after: $after) { … } }.");
        }
        Map<String, Object> given = new HashMap<>();
        ((Map<?, ?>) request.options().getOrDefault(GraphQlOperations.VARIABLES, Map.of()))
                .forEach((name, value) -> given.put(String.valueOf(name), value));
        if (declared.contains(FIRST)) {
            given.put(FIRST, request.pagination().limit());
        }
        given.remove(AFTER);
        request.pagination().cursor().ifPresent(cursor -> given.put(AFTER, cursor));
        return Variables.of(operation, given, name -> name.equals(AFTER) ? null : parameters.apply(name));
    }

    /** @throws ConnectorException when the reply has no connection where it should be, or does not say what follows */
    FetchResponse read(GraphQlReply reply) {
        Map<?, ?> connection = connection(reply.data());
        List<DataRecord> records = records(connection);
        Object total = connection.get("totalCount");
        return new FetchResponse(
                records,
                total instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty(),
                next(connection),
                Map.of("status", reply.status()));
    }

    private Map<?, ?> connection(Object data) {
        Object at = data;
        List<String> come = new ArrayList<>();
        for (String segment : request.resource().split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(segment) : null;
            come.add(segment);
            if (!(at instanceof Map)) {
                throw refused("The reply has no object at '" + String.join(".", come)
                        + "', where the connection should be"
                        + (at == null ? "" : "; it has " + kind(at)) + ". 'resource' is the path of the connection in"
                        + " the data, such as repository.issues.");
            }
        }
        return (Map<?, ?>) at;
    }

    private static String kind(Object value) {
        return value instanceof List ? "a list" : "'" + value + "'";
    }

    private List<DataRecord> records(Map<?, ?> connection) {
        List<DataRecord> records = new ArrayList<>();
        if (connection.get("edges") instanceof List<?> edges) {
            for (Object edge : edges) {
                if (edge instanceof Map<?, ?> map) {
                    records.add(record(map.get("node"), map.get("cursor"), records.size()));
                }
            }
        } else if (connection.get("nodes") instanceof List<?> nodes) {
            nodes.forEach(node -> records.add(record(node, null, records.size())));
        } else {
            throw refused("The reply has neither 'edges' nor 'nodes' at '" + request.resource() + "'; it has "
                    + connection.keySet() + ". Ask for edges { node { … } }, or for nodes { … }.");
        }
        return records;
    }

    private static DataRecord record(Object node, Object cursor, int index) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> data.put(String.valueOf(name), value));
        } else {
            data.put("value", node);
        }
        Object id = data.get("id") != null ? data.get("id") : cursor;
        return new DataRecord(id == null ? String.valueOf(index) : id.toString(), data, Map.of());
    }

    private Optional<String> next(Map<?, ?> connection) {
        if (!(connection.get("pageInfo") instanceof Map<?, ?> info) || !info.containsKey("hasNextPage")) {
            throw refused("The reply does not say whether a page follows. Ask '" + request.resource()
                    + "' for pageInfo { hasNextPage endCursor }, too.");
        }
        if (!Boolean.TRUE.equals(info.get("hasNextPage"))) {
            return Optional.empty();
        }
        Object cursor = info.get("endCursor");
        if (cursor == null
                || Optional.of(cursor.toString()).equals(request.pagination().cursor())) {
            throw refused("A page follows, but its cursor is " + (cursor == null ? "not given" : "the one of this page")
                    + ", so that the list would never end. Ask for pageInfo { hasNextPage endCursor }.");
        }
        return Optional.of(cursor.toString());
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(HttpErrors.PAGE_REFUSED, sentence).build();
    }
}
