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
                            .output("Null; the headers are metadata.")
                            .build(),
                    method("OPTIONS", "Asks what a resource allows.")
                            .readOnly()
                            .output(OUTPUT)
                            .build()))
            .errors(RestErrors.ALL)
            .documentation("components/rest/README.md")
            .example("An API with a token", """
                    connectors:
                      - name: shop
                        type: rest
                        connection:
                          url: https://api.example.com/v1
                          auth: { type: bearer, token: "${SHOP_TOKEN}" }
                    """)
            .build();

    private RestOperations() {}

    private static Operation.Builder method(String name, String description) {
        return Operation.call(name, description)
                .field(Field.optional(
                                ENDPOINT,
                                Field.Type.STRING,
                                "The path under the base URL; {param} takes a header, a variable or a field of the body.")
                        .withDefault(""))
                .field(Field.optional(
                        QUERY, Field.Type.ANY, "The query: a map, or text such as status=open&page={page}."))
                .field(Field.optional(HEADERS, Field.Type.MAP, "Headers of this request."));
    }

    private static Operation.Builder withBody(String name, String description) {
        return method(name, description)
                .payload(Field.optional(
                        BODY, Field.Type.ANY, "What is sent: maps and lists as JSON, text and bytes as they are."))
                .output(OUTPUT);
    }
}
