/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.Map;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Body;

/** The GraphQL API of graphql.camel.yaml. */
@BindToRegistry("catalogue")
public class Catalogue {

    private static final String SCHEMA = """
            type Query { article(sku: ID!): Article }
            type Article { sku: ID! name: String! cents: Int! }
            """;

    private static final Map<String, Map<String, Object>> ARTICLES = Map.of(
            "TEA-EARL-250", Map.of("sku", "TEA-EARL-250", "name", "Earl Grey, 250 g", "cents", 990),
            "COF-ETH-500", Map.of("sku", "COF-ETH-500", "name", "Coffee from Ethiopia, 500 g", "cents", 1690));

    private final GraphQL engine = GraphQL.newGraphQL(new SchemaGenerator()
                    .makeExecutableSchema(
                            new SchemaParser().parse(SCHEMA),
                            RuntimeWiring.newRuntimeWiring()
                                    .type("Query", type -> type.dataFetcher(
                                            "article", call -> ARTICLES.get(call.<String>getArgument("sku"))))
                                    .build()))
            .build();

    /** Answers a request by the rules of GraphQL over HTTP. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> answer(@Body Map<String, Object> request) {
        return engine.execute(ExecutionInput.newExecutionInput((String) request.get("query"))
                        .variables((Map<String, Object>) request.getOrDefault("variables", Map.of()))
                        .build())
                .toSpecification();
    }
}
