/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.SubscriptionOperations;
import java.util.List;

/** The operations of type {@code grpc}. */
final class GrpcOperations {

    static final String CALL = "call";
    static final String QUERY = "query";
    static final String STREAM = "stream";
    static final String METHOD = "method";
    static final String REQUEST = "request";
    static final String METADATA_INPUT = "metadata";
    static final String TIMEOUT = "replyTimeout";
    static final String MAX_MESSAGES = "maxMessages";
    static final String RESPONSE_METADATA = "responseMetadata";
    static final String TRAILERS = "trailers";
    static final String COUNT = "count";

    private static final String METHOD_TEXT = "The method, as package.Service/Method: shop.Inventory/Get.";

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("grpc", "gRPC")
            .description("Calls gRPC services.")
            .category(ConnectorMetadata.Category.API)
            .aliases("grpc-api")
            .tags("grpc", "protobuf", "api", "http2", "streaming")
            .operations(List.of(
                    call(QUERY, "Calls a method that changes nothing.")
                            .readOnly()
                            .build(),
                    call(CALL, "Calls a method.").build(),
                    streaming().build()))
            .asynchronous()
            .errors(GrpcErrors.ALL)
            .requires("A gRPC server that can be reached from the runtime over HTTP/2.")
            .requires("The server's reflection service, or a descriptor file of its services.")
            .documentation("components/grpc/README.md")
            .example("A server with a bearer token", """
                    connectors:
                      - name: inventory
                        type: grpc
                        connection:
                          url: grpcs://inventory.example.com:443
                          auth: { type: bearer, token: "${INVENTORY_TOKEN}" }
                    """)
            .example("A call whose request is the body, {\"sku\": \"A-7\"}", """
                    - route:
                        id: stock
                        from:
                          uri: direct:stock
                          steps:
                            - unmarshal: { json: {} }
                            - to:
                                uri: connector:inventory/query
                                parameters:
                                  method: shop.Inventory/Get
                            - setBody: { simple: "${body[quantity]}" }
                    """)
            .example("A route that begins with every message of a server's stream", """
                    - route:
                        id: changes
                        from:
                          uri: connector:inventory/stream
                          parameters:
                            method: shop.Inventory/Watch
                            request.warehouse: north
                          steps:
                            - to: log:changes
                    """)
            .build();

    private GrpcOperations() {}

    private static Operation.Builder call(String name, String description) {
        return Operation.call(name, description)
                .field(Field.required(METHOD, Field.Type.STRING, METHOD_TEXT))
                .payload(request())
                .field(metadata())
                .field(Field.optional(
                                TIMEOUT,
                                Field.Type.DURATION,
                                "How long this call may take, by default 'requestTimeout'.")
                        .between("1ms", "1h"))
                .field(Field.optional(
                                MAX_MESSAGES,
                                Field.Type.INTEGER,
                                "How many messages a stream may answer with. A call that gets more fails.")
                        .between("1", "1000000")
                        .withDefault("1000"))
                .output(
                        Field.Type.ANY,
                        "The reply: a map of the message's fields, or a list of such maps from a method that answers"
                                + " with a stream.")
                .metadata(RESPONSE_METADATA, Field.Type.MAP, "The metadata that the server sent before the reply.")
                .metadata(TRAILERS, Field.Type.MAP, "The metadata that the server sent after the reply.")
                .metadata(COUNT, Field.Type.INTEGER, "How many messages the list has.");
    }

    private static Operation.Builder streaming() {
        return SubscriptionOperations.subscription(
                        STREAM, "Calls a method that answers with a stream, and receives its messages.")
                .field(Field.required(METHOD, Field.Type.STRING, METHOD_TEXT))
                .field(request())
                .field(metadata())
                .output(Field.Type.MAP, "A message of the stream: a map of its fields.");
    }

    private static Field request() {
        return Field.optional(
                REQUEST,
                Field.Type.ANY,
                "The request: a map of the message's fields, or a list of such maps for a method that takes a stream."
                        + " Without one, the message is empty.");
    }

    private static Field metadata() {
        return Field.optional(
                METADATA_INPUT,
                Field.Type.MAP,
                "Metadata of this call: texts, and bytes or Base64 for keys that end with -bin.");
    }
}
