/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.SubscriptionOperations;
import java.util.List;

/** The operations of type {@code graphql}. */
final class GraphQlOperations {

    static final String QUERY = "query";
    static final String MUTATION = "mutation";
    static final String SUBSCRIPTION = "subscription";
    static final String VARIABLES = "variables";
    static final String OPERATION_NAME = "operationName";
    static final String HEADERS = "headers";
    static final String TIMEOUT = "replyTimeout";
    static final String ON_ERRORS = "onErrors";
    static final String FIELDS = "fields";
    static final String ARGUMENTS = "arguments";

    private static final String CONNECTION = "Where the data has the Relay connection: orders, or repository.issues.";

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("graphql", "GraphQL")
            .description("Calls GraphQL APIs.")
            .category(ConnectorMetadata.Category.API)
            .aliases("graphql-api")
            .tags("graphql", "relay", "api", "http", "https", "json")
            .operations(List.of(
                    call(QUERY, "Reads what a document asks for.").readOnly().build(),
                    call(MUTATION, "Changes what a document says, and reads what it asks for.")
                            .build(),
                    listing(DataOperations.page(CONNECTION)).build(),
                    listing(DataOperations.stream(CONNECTION)).build(),
                    subscription()))
            .errors(GraphQlErrors.ALL)
            .asynchronous()
            .requires("A GraphQL API that can be reached from the runtime over HTTP.")
            .documentation("components/graphql/README.md")
            .example("An API with a bearer token", """
                    connectors:
                      - name: shop
                        type: graphql
                        connection:
                          url: https://shop.example.com
                          auth: { type: bearer, token: "${SHOP_TOKEN}" }
                    """)
            .example("A query whose variable takes the value of a header", """
                    - route:
                        id: order
                        from:
                          uri: direct:order
                          steps:
                            - setHeader: { name: id, simple: "${body}" }
                            - to:
                                uri: connector:shop/query
                                parameters:
                                  query: "query ($id: ID!) { order(id: $id) { id total } }"
                            - setBody: { simple: "${body[order][total]}" }
                    """)
            .example("Every record of a list that comes in pages", """
                    - route:
                        id: orders
                        from:
                          uri: connector:shop/stream
                          parameters:
                            resource: orders
                            fields: id,total,customer.name
                          steps:
                            - to: log:orders
                    """)
            .build();

    private GraphQlOperations() {}

    private static Operation.Builder call(String name, String description) {
        return common(Operation.call(name, description)
                        .payload(
                                Field.required(
                                        QUERY,
                                        Field.Type.STRING,
                                        "The document. Write } } for two braces side by side, which Camel takes for a property."))
                        .field(Field.optional(
                                OPERATION_NAME,
                                Field.Type.STRING,
                                "Which operation of the document runs, when it has several."))
                        .field(Field.optional(
                                        ON_ERRORS,
                                        Field.Type.STRING,
                                        "What a reply with data and errors is: a failure, or a result with the header"
                                                + " CamelSeraiErrors beside it.")
                                .oneOf("fail", "partial")
                                .withDefault("fail")))
                .output(Field.Type.MAP, "The reply's data: a map of the document's fields.")
                .metadata("status", Field.Type.INTEGER, "The status, such as 200.")
                .metadata("errors", Field.Type.LIST, "The errors of a partial reply, each a map.")
                .metadata("extensions", Field.Type.MAP, "What the server says beside the data.");
    }

    private static Operation subscription() {
        return SubscriptionOperations.subscription(SUBSCRIPTION, "Receives what a subscription's document asks for.")
                .field(Field.required(QUERY, Field.Type.STRING, "The document."))
                .field(Field.optional(
                        OPERATION_NAME, Field.Type.STRING, "Which operation of the document, when it has several."))
                .field(Field.optional(VARIABLES, Field.Type.MAP, "Values of the document's variables."))
                .field(Field.optional(HEADERS, Field.Type.MAP, "Headers of the handshake."))
                .field(Field.optional(
                                ON_ERRORS,
                                Field.Type.STRING,
                                "What a message with data and errors is: a failure, which goes to the route's error"
                                        + " handling, or a message with the header CamelSeraiErrors beside it.")
                        .oneOf("fail", "partial")
                        .withDefault("fail"))
                .output(Field.Type.MAP, "A message for each of the server's: the data, a map of the document's fields.")
                .metadata("errors", Field.Type.LIST, "The errors of a partial message, each a map.")
                .metadata("extensions", Field.Type.MAP, "What the server says beside the data.")
                .build();
    }

    private static Operation.Builder common(Operation.Builder operation) {
        return operation
                .field(Field.optional(
                        VARIABLES,
                        Field.Type.MAP,
                        "Values of the document's variables. One that is missing takes the value of a message header, a"
                                + " variable or a field of a body that is a map, in this order."))
                .field(Field.optional(HEADERS, Field.Type.MAP, "Headers of this request."))
                .field(Field.optional(
                                TIMEOUT,
                                Field.Type.DURATION,
                                "How long this request may take, by default 'requestTimeout'.")
                        .between("1ms", "1h"));
    }

    private static Operation.Builder listing(Operation.Builder operation) {
        return common(operation
                .field(Field.optional(FIELDS, Field.Type.LIST, "The fields of a record: [id, customer.name]."))
                .field(Field.optional(
                        ARGUMENTS,
                        Field.Type.MAP,
                        "Arguments of the connection beside first and after: {status: open}."))
                .field(Field.optional(
                        QUERY,
                        Field.Type.STRING,
                        "The document, in place of fields and arguments. It has the variables $first and $after, and asks"
                                + " the connection for edges { node } or nodes, and for pageInfo { hasNextPage endCursor"
                                + " }.")));
    }
}
