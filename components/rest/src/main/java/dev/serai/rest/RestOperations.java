/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** The operations of type {@code rest}: HTTP's methods. */
final class RestOperations {

    static final String ENDPOINT = "endpoint";
    static final String QUERY = "query";
    static final String HEADERS = "headers";
    static final String BODY = "body";

    private static final String OUTPUT =
            "The reply's body: a map or list for JSON, text for text, else bytes; null when it is empty.";

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("rest", "REST")
            .description("Calls HTTP APIs.")
            .category(ConnectorMetadata.Category.API)
            .tags("http", "https", "api", "json")
            .aliases("rest-api")
            .operations(List.of(
                    method("GET", "Reads a resource.").readOnly().output(OUTPUT).build(),
                    withBody("POST", "Creates a resource, or makes the API do something.")
                            .build(),
                    withBody("PUT", "Puts a resource in its place.")
                            .idempotent()
                            .build(),
                    withBody("PATCH", "Changes a part of a resource.").build(),
                    method("DELETE", "Removes a resource.")
                            .idempotent()
                            .output(OUTPUT)
                            .build(),
                    method("HEAD", "Asks for a resource's headers alone.")
                            .readOnly()
                            .output("Null; the headers come beside it.")
                            .build(),
                    method("OPTIONS", "Asks what a resource allows.")
                            .readOnly()
                            .output(OUTPUT)
                            .build()))
            .errors(RestErrors.ALL)
            .requires("An HTTP API that can be reached from the runtime.")
            .documentation("components/rest/README.md")
            .example("An API with a bearer token", """
                    connectors:
                      - name: stock
                        type: rest
                        description: The stock service.
                        connection:
                          url: https://stock.example.com/v1
                          headers: { Accept: application/json }
                          auth: { type: bearer, token: "${STOCK_TOKEN}" }
                        options: { requestTimeout: 5s, idempotencyKeysHonoured: true }
                        retry: { maxRetries: 3, delay: 200ms }
                        circuitBreaker: { failures: 5, recovery: 60s }
                    """)
            .example("An API that allows 100 calls a minute", """
                    connectors:
                      - name: weather
                        type: rest
                        connection: { url: "https://weather.example.com/api" }
                        rateLimit: { requests: 100, window: 60s }
                        cache: { ttl: 5m }
                    """)
            .example("The reply is kept in a variable, and the message stays", """
                    - route:
                        id: reserve
                        from:
                          uri: direct:reserve
                          steps:
                            - to:
                                uri: connector:stock/POST
                                parameters:
                                  endpoint: /articles/{sku}/reservations
                                variableReceive: reservation
                    """)
            .build();

    private RestOperations() {}

    private static Operation.Builder method(String name, String description) {
        return Operation.call(name, description)
                .metadata("status", Field.Type.INTEGER, "The status, such as 200.")
                .metadata("contentType", Field.Type.STRING, "The reply's content type, if it has one.")
                .metadata(
                        "responseHeaders",
                        Field.Type.MAP,
                        "The reply's headers, a map of text to text, without cookies.")
                .field(Field.optional(
                                ENDPOINT,
                                Field.Type.STRING,
                                "The path under the base URL, by default the base URL itself. {param} takes the value of a message"
                                        + " header, a variable or a field of a body that is a map, in this order.")
                        .withDefault(""))
                .field(Field.optional(
                        QUERY,
                        Field.Type.ANY,
                        "The query: a map (a list gives the name several times), or text such as"
                                + " status=open&page={page}."))
                .field(Field.optional(HEADERS, Field.Type.MAP, "Headers of this request."));
    }

    private static Operation.Builder withBody(String name, String description) {
        return method(name, description)
                .payload(Field.optional(
                        BODY, Field.Type.ANY, "What is sent: maps and lists as JSON, text and bytes as they are."))
                .output(OUTPUT);
    }
}
