/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** The operations of type {@code rest}: HTTP's methods, and lists of records. */
final class RestOperations {

    static final String ENDPOINT = "endpoint";
    static final String QUERY = "query";
    static final String HEADERS = "headers";
    static final String BODY = "body";
    static final String METHOD = "method";
    static final String FORM = "form";
    static final String MULTIPART = "multipart";
    static final String TIMEOUT = "replyTimeout";
    static final String RESPONSE_TYPE = "responseType";
    static final String API_CALL = "apiCall";
    static final String BODY_FIELD = "bodyField";
    static final String OUTPUT_FIELD = "outputField";
    static final String CONTEXT = "context";

    private static final String[] METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
    private static final String RECORDS =
            "The path of the list under the base URL. {param} takes the value of a message"
                    + " header, a variable or a field of a body that is a map, in this order.";

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
                            .build(),
                    withBody("request", "Makes a request by the method that 'method' names.")
                            .field(Field.required(METHOD, Field.Type.STRING, "The method.")
                                    .oneOf(METHODS))
                            .build(),
                    apiCall(),
                    listing(DataOperations.page(RECORDS)).build(),
                    listing(DataOperations.stream(RECORDS)).build()))
            .errors(RestErrors.ALL)
            .asynchronous()
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
            .example("The operations of an API's own description", """
                    connectors:
                      - name: petstore
                        type: rest
                        openapi: https://petstore.example.com/v1/openapi.json
                        connection: { url: "https://petstore.example.com/v1" }
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
        return addressed(Operation.call(name, description)).field(responseType());
    }

    /** What an operation of an API's own description has beside what the API says of it. */
    static void addCommonParts(Operation.Builder operation) {
        answered(operation).field(headers()).field(timeout()).field(responseType());
    }

    private static Field responseType() {
        return Field.optional(
                        RESPONSE_TYPE,
                        Field.Type.STRING,
                        "What the reply's body becomes: auto takes what its content type says; stream gives an"
                                + " InputStream, of any length, that is read while it comes.")
                .oneOf("auto", "json", "text", "bytes", "stream")
                .withDefault("auto");
    }

    private static Operation.Builder answered(Operation.Builder operation) {
        return operation
                .metadata("status", Field.Type.INTEGER, "The status, such as 200.")
                .metadata("contentType", Field.Type.STRING, "The reply's content type, if it has one.")
                .metadata(
                        "responseHeaders",
                        Field.Type.MAP,
                        "The reply's headers, a map of text to text, without cookies; capitals in a name do not matter.");
    }

    private static Operation.Builder addressed(Operation.Builder operation) {
        return answered(operation)
                .field(Field.optional(
                                ENDPOINT,
                                Field.Type.STRING,
                                "The path under the base URL, by default the base URL itself, or an absolute URL of an"
                                        + " allowed origin. {param} takes the value of a message header, a variable or"
                                        + " a field of a body that is a map, in this order.")
                        .withDefault(""))
                .field(query())
                .field(headers())
                .field(timeout());
    }

    private static Field query() {
        return Field.optional(
                QUERY,
                Field.Type.ANY,
                "The query: a map (a list gives the name several times), or text such as status=open&page={page}.");
    }

    private static Field headers() {
        return Field.optional(HEADERS, Field.Type.MAP, "Headers of this request.");
    }

    private static Field timeout() {
        return Field.optional(
                        TIMEOUT, Field.Type.DURATION, "How long this request may take, by default 'requestTimeout'.")
                .between("1ms", "1h");
    }

    private static Operation.Builder withBody(String name, String description) {
        return method(name, description)
                .payload(Field.optional(
                        BODY,
                        Field.Type.ANY,
                        "What is sent: maps and lists as JSON; text, bytes, files and streams as they are."))
                .field(Field.optional(
                        FORM, Field.Type.MAP, "Fields of a form that are sent, URL-encoded, in place of the body."))
                .field(Field.optional(
                        MULTIPART,
                        Field.Type.MAP,
                        "Parts that are sent as multipart/form-data in place of the body: text, bytes, files, or maps"
                                + " with content, fileName and contentType."))
                .output(OUTPUT);
    }

    private static Operation apiCall() {
        return addressed(Operation.call(
                        API_CALL,
                        "Makes a request with a field of a map, and puts the reply into the map: a step of those that"
                                + " pass one map along."))
                .payload(Field.required(CONTEXT, Field.Type.MAP, "The map."))
                .field(Field.optional(METHOD, Field.Type.STRING, "The method.")
                        .oneOf(METHODS)
                        .withDefault("GET"))
                .field(Field.optional(BODY_FIELD, Field.Type.STRING, "The field that is sent. Without it nothing is."))
                .field(Field.optional(OUTPUT_FIELD, Field.Type.STRING, "The field that the reply is put into.")
                        .withDefault("api_response"))
                .output(Field.Type.MAP, "The map with the reply in it.")
                .build();
    }

    private static Operation.Builder listing(Operation.Builder operation) {
        return operation.field(query()).field(headers()).field(timeout());
    }
}
