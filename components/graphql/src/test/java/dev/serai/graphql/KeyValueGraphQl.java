/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.conformance.KeyValueServerUnderTest;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.relay.Connection;
import graphql.relay.SimpleListConnection;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key-value server behind a GraphQL engine, as the conformance suite handles it. */
final class KeyValueGraphQl extends KeyValueServerUnderTest {

    private static final String SCHEMA = """
            type Query {
              key(name: String!): String
              refused: String
              records(prefix: String!, first: Int, after: String): Records
            }
            type Mutation { append(name: String!, text: String!): String }
            type Records { edges: [Edge] pageInfo: PageInfo totalCount: Int }
            type Edge { cursor: String node: Record }
            type PageInfo { hasNextPage: Boolean hasPreviousPage: Boolean startCursor: String endCursor: String }
            type Record { name: String value: String length: Int }
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private GraphQL engine;

    KeyValueGraphQl(String user, String password) {
        super(user, password, "note");
    }

    @Override
    protected void fill(KeyValueServer empty) {
        empty.put("greeting", "hello");
        putRecords(empty);
        engine = engine(empty);
        empty.serve("/graphql", this::answer);
    }

    private static GraphQL engine(KeyValueServer server) {
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type("Query", type -> type.dataFetcher("key", call -> server.value(call.getArgument("name")))
                        .dataFetcher("refused", call -> {
                            throw new IllegalStateException("This is refused.");
                        })
                        .dataFetcher("records", call -> records(server, call)))
                .type(
                        "Mutation",
                        type -> type.dataFetcher(
                                "append",
                                call -> server.append(
                                        call.getArgument("name"),
                                        call.getArgument("text"),
                                        call.getGraphQlContext().getOrDefault("key", null))))
                .build();
        return GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring))
                .build();
    }

    private static Map<String, Object> records(KeyValueServer server, DataFetchingEnvironment call) {
        List<?> all = (List<?>)
                server.query(Map.of("prefix", call.getArgument("prefix"))).get("records");
        Connection<?> page = new SimpleListConnection<>(all).get(call);
        return Map.of("edges", page.getEdges(), "pageInfo", page.getPageInfo(), "totalCount", all.size());
    }

    private String answer(KeyValueServer.Request request) {
        try {
            Map<String, Object> asked = JSON.readValue(request.body(), new TypeReference<>() {});
            ExecutionInput input = ExecutionInput.newExecutionInput((String) asked.get("query"))
                    .operationName((String) asked.get("operationName"))
                    .variables(variables(asked))
                    .graphQLContext(context ->
                            Optional.ofNullable(request.idempotencyKey()).ifPresent(key -> context.put("key", key)))
                    .build();
            return JSON.writeValueAsString(engine.execute(input).toSpecification());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> variables(Map<String, Object> asked) {
        return (Map<String, Object>) asked.getOrDefault("variables", Map.of());
    }
}
