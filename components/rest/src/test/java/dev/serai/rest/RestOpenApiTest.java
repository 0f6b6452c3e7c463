/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.testkit.ConnectorRoutes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestOpenApiTest extends RestServerTest {

    private static final String PETSTORE = """
            openapi: 3.0.3
            info: { title: Pets, version: "1" }
            paths:
              /pets:
                get:
                  operationId: listPets
                  summary: Lists pets
                  parameters:
                    - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
                    - { name: status, in: query, schema: { type: string, enum: [ available, sold ] } }
                    - { name: tags, in: query, schema: { type: array, items: { type: string } } }
                    - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
                    - { name: filter, in: query, style: deepObject, schema: { type: object } }
                    - { $ref: "#/components/parameters/Trace" }
                    - { name: session, in: cookie, schema: { type: string } }
                    - { name: Authorization, in: header, required: true, schema: { type: string } }
                  responses:
                    "200":
                      description: The pets
                      content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
                post:
                  operationId: addPet
                  requestBody:
                    required: true
                    content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
                  responses: { "201": { description: Added } }
              /pets/{pet-id}:
                parameters:
                  - { name: pet-id, in: path, required: true, schema: { type: integer } }
                get:
                  operationId: getPetById
                  responses:
                    "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
                delete:
                  operationId: remove-pet
                  parameters:
                    - { name: X-Reason, in: header, required: true, schema: { type: string } }
                    - { name: headers, in: query, schema: { type: string } }
                  responses: { "204": { description: Gone } }
              /pets/{pet-id}/photo:
                parameters:
                  - { name: pet-id, in: path, required: true, schema: { type: integer } }
                put:
                  operationId: putPhoto
                  requestBody: { content: { image/png: { schema: { type: string, format: binary } } } }
                  responses: { "204": { description: Stored } }
              /login:
                post:
                  operationId: logIn
                  requestBody:
                    content:
                      application/x-www-form-urlencoded: { schema: { type: object, properties: { name: { type: string } } } }
                  responses: { "200": { description: In } }
                options: { responses: { "200": { description: Has no operationId } } }
                get: { operationId: who is in, x-owner: web, responses: { default: { description: Who } } }
            components:
              parameters:
                Trace: { name: X-Trace-ID, in: header, schema: { type: string } }
              schemas:
                Pet:
                  type: object
                  required: [ name ]
                  x-internal: true
                  properties:
                    id: { type: integer, format: int64 }
                    name: { type: string, maxLength: 20 }
                    owner: { type: string, nullable: true }
                    parent: { $ref: "#/components/schemas/Pet" }
            """;

    @Test
    void eachOperationIdIsAnOperationWithItsInputsAndItsOutput() throws Exception {
        Map<String, Operation> operations = new LinkedHashMap<>();
        petstore(PETSTORE)
                .connector()
                .metadata()
                .operations()
                .forEach(operation -> operations.put(operation.name(), operation));

        assertThat(operations)
                .containsKeys(
                        "GET",
                        "fetch",
                        "listPets",
                        "addPet",
                        "getPetById",
                        "remove-pet",
                        "putPhoto",
                        "logIn",
                        "whoIsIn")
                .hasSize(RestOperations.METADATA.operations().size() + 7);
        Operation list = operations.get("listPets");
        assertThat(list.description()).isEqualTo("Lists pets.");
        assertThat(list.readOnly()).isTrue();
        assertThat(list.payload()).isNull();
        assertThat(list.outputType()).isEqualTo(Field.Type.LIST);
        assertThat(list.output())
                .isEqualTo("The pets. With 200, a list of maps with id (integer), name (string), owner (string),"
                        + " parent (map).");
        assertThat(list.field("limit").orElseThrow().max()).isEqualTo("100");
        assertThat(list.field("status").orElseThrow().allowed()).containsExactly("available", "sold");
        assertThat(list.field("xTraceId")).isPresent();
        assertThat(list.field("authorization")).isEmpty();
        assertThat(operations.get("addPet").payload()).isEqualTo("body");
        assertThat(operations.get("addPet").readOnly()).isFalse();
        assertThat(operations.get("addPet").field("body").orElseThrow().required())
                .isTrue();
        assertThat(operations.get("remove-pet").idempotent()).isTrue();
        assertThat(operations.get("remove-pet").field("xReason").orElseThrow().required())
                .isTrue();
        // Every operation has an input 'headers' of its own.
        assertThat(operations.get("remove-pet").field("headersQuery")).isPresent();
    }

    @Test
    void inputsGoWhereTheDocumentSays() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("[]")));
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("CamelSeraiLimit", "7");
        inputs.put("CamelSeraiTags", List.of("a b", "c"));
        inputs.put("CamelSeraiIds", List.of(1, 2));
        inputs.put("CamelSeraiFilter", Map.of("age", 3));
        inputs.put("CamelSeraiXTraceId", "t-1");
        inputs.put("CamelSeraiSession", "s 1");

        Object answer = petstore(PETSTORE).answer("connector:api/listPets?status=sold", "ignored", inputs);

        assertThat(answer).isEqualTo(List.of());
        assertThat(request().getUrl())
                .isEqualTo("/v1/pets?limit=7&status=sold&tags=a%20b&tags=c&ids=1%2C2&filter%5Bage%5D=3");
        assertThat(request().getHeader("X-Trace-ID")).isEqualTo("t-1");
        assertThat(request().getHeader("Cookie")).isEqualTo("session=s+1");
        assertThat(request().getBody()).isEmpty();
    }

    @Test
    void aPathIsFilledByItsInputOrAsInAnyEndpoint() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("{}")));
        ConnectorRoutes routes = petstore(PETSTORE);

        routes.answer("connector:api/getPetById?petId=5", null, Map.of());
        routes.answer("connector:api/get_pet_by_id", null, Map.of("pet-id", 6));
        routes.answer("connector:api/getPetById", Map.of("pet-id", 7), Map.of());

        assertThat(server.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly("/v1/pets/5", "/v1/pets/6", "/v1/pets/7");
        assertThat(routes.failure("connector:api/getPetById", null, Map.of()))
                .hasMessageContaining("needs a value for {pet-id}");
        assertThat(routes.failure("connector:api/getPetById", null, Map.of("CamelSeraiPetId", "five")))
                .hasMessageContaining("petId")
                .extracting(ConnectorException::errorCode)
                .isEqualTo(ConnectorErrors.INPUT_INVALID);
    }

    @Test
    void aBodyIsSentWhenItFitsItsSchema() throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        ConnectorRoutes routes = petstore(PETSTORE);
        Map<String, Object> pet = new LinkedHashMap<>();
        pet.put("name", "Rex");
        pet.put("owner", null);
        pet.put("parent", Map.of("name", "Max"));

        routes.answer("connector:api/addPet", pet, Map.of());
        routes.answer("connector:api/addPet", "{\"name\":\"Rex\"}", Map.of());

        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getUrl()).isEqualTo("/v1/pets");
            assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        });
        assertThat(server.requests().get(0).getBodyAsString())
                .isEqualTo("{\"name\":\"Rex\",\"owner\":null,\"parent\":{\"name\":\"Max\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                     | $ required property 'name' not found
            {"name": 7}                            | $.name integer found, string expected
            {"name": null}                         | $.name null found, string expected
            {"name": "a", "parent": {"id": "x"}}   | $.parent.id string found, integer expected
            {"name": "aaaaaaaaaaaaaaaaaaaaaaaaa"}  | $.name must be at most 20 characters long
            [1]                                    | $ array found, object expected
            {"name                                 | The body is text that is no JSON
            """)
    void aBodyThatDoesNotFitIsRefusedBeforeItIsSent(String body, String why) throws Exception {
        ConnectorException failure = petstore(PETSTORE).failure("connector:api/addPet", body, Map.of());

        assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.INPUT_INVALID);
        assertThat(failure).hasMessageContaining("'addPet'").hasMessageContaining(why);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatIsRequiredMustBeGiven() throws Exception {
        ConnectorRoutes routes = petstore(PETSTORE);

        assertThat(routes.failure("connector:api/addPet", null, Map.of())).hasMessageContaining("'body'");
        assertThat(routes.failure("connector:api/remove-pet?petId=1", null, Map.of()))
                .hasMessageContaining("'xReason'");
        assertThat(routes.failure("connector:api/listPets?limit=7", null, Map.of("CamelSeraiStatus", "lost")))
                .hasMessageContaining("available");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void formsAndOtherContentAreSentAsTheDocumentSays() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));
        ConnectorRoutes routes = petstore(PETSTORE);

        routes.answer("connector:api/logIn", Map.of("name", "Ada & Co"), Map.of());
        routes.answer("connector:api/putPhoto?petId=1", new byte[] {1, 2}, Map.of());

        assertThat(server.requests().get(0).getBodyAsString()).isEqualTo("name=Ada%20%26%20Co");
        assertThat(server.requests().get(1).getHeader("Content-Type")).isEqualTo("image/png");
        assertThat(server.requests().get(1).getBody()).containsExactly(1, 2);
        assertThat(routes.failure("connector:api/logIn", "text", Map.of()))
                .hasMessageContaining("the body must be a map of its fields");
    }

    @Test
    void schemasOfVersion31AreJsonSchemas() throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        ConnectorRoutes routes = petstore(PETSTORE.replace("3.0.3", "3.1.0")
                .replace("owner: { type: string, nullable: true }", "owner: { type: [ string, \"null\" ] }"));

        Map<String, Object> pet = new LinkedHashMap<>();
        pet.put("name", "Rex");
        pet.put("owner", null);
        routes.answer("connector:api/addPet", pet, Map.of());

        pet.put("owner", 1);
        assertThat(routes.failure("connector:api/addPet", pet, Map.of()))
                .hasMessageContaining("$.owner integer found, [string, null] expected");
    }

    @Test
    void aDocumentBehindAUrlIsFetchedWithTheConnectorsCredentials() throws Exception {
        server.answer(get("/v1/openapi.yaml").willReturn(ok(PETSTORE)));
        ConnectorRoutes routes = routes("""
                    openapi: %s/v1/openapi.yaml
                    connection: { url: "%s/v1", auth: { type: bearer, token: "{{token}}" } }
                """.formatted(server.url(), server.url()), Map.of("token", "t0ken"));

        assertThat(routes.connector().metadata().operation("addPet")).isPresent();
        assertThat(request().getHeader("Authorization")).isEqualTo("Bearer t0ken");
    }

    @Test
    void aDocumentThatDoesNotComeStopsTheStart() throws Exception {
        server.answer(get("/v1/openapi.yaml").willReturn(serverError()));

        assertThatThrownBy(() -> routes("""
                    openapi: %s/v1/openapi.yaml
                    connection: { url: "%s/v1" }
                """.formatted(server.url(), server.url()), Map.of())
                        .answer("connector:api/addPet", null, Map.of()))
                .hasMessageContaining("500");
        assertThatThrownBy(() ->
                        routes("""
                    openapi: https://elsewhere.example/openapi.yaml
                    connection: { url: "%s/v1" }
                """.formatted(server.url()), Map.of()).answer("connector:api/addPet", null, Map.of()))
                .hasMessageContaining("allowedOrigins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "swagger: '2.0' => it does not begin with 'openapi: 3.0…'",
                "openapi: 4.0.0 => it is of version 4.0.0",
                "[1, 2] => neither a JSON object nor a YAML mapping",
                "{\"openapi\": 3 => it is not JSON: Unexpected end-of-input",
                "openapi: [ => it is not YAML: ",
                "paths: {/a: {get: {operationId: a, parameters: [{$ref:"
                        + " 'file:///etc/passwd'}]}}} => refers to another document, 'file:///etc/passwd'",
                "paths: {/a: {$ref: 'https://x.example/y'}}" + " => refers to another document",
                "paths: {/a: {get: {responses: {}}}}" + " => none of its operations has an operationId",
                "paths: {/a: {get: {operationId: fetch, responses: {}}}}"
                        + " => its operationId 'fetch' is an operation that every connector of type 'rest' has",
                "paths: {/a: {get: {operationId: do_it, responses: {}},"
                        + " put: {operationId: doIt, responses: {}}}} => it has the operationIds 'do_it' and 'doIt'",
            })
    void aDocumentThatCannotBeUsedSaysWhy(String documentAndReason) throws Exception {
        String[] parts = documentAndReason.split(" => ", 2);

        assertThatThrownBy(() -> petstore(documented(parts[0])).connector())
                .hasMessageContaining("Connector 'api': The OpenAPI document 'petstore.yaml' cannot be used: ")
                .hasMessageContaining(parts[1]);
    }

    @Test
    void aDocumentThatUnfoldsOrNestsWithoutEndIsRefused() {
        StringBuilder laughs = new StringBuilder("openapi: 3.0.0\na0: &a0 [ ha, ha ]\n");
        for (int level = 1; level < 40; level++) {
            laughs.append("a%1$d: &a%1$d [ *a%2$d, *a%2$d ]\n".formatted(level, level - 1));
        }

        assertThatThrownBy(() -> petstore(laughs.toString()).connector())
                .hasMessageContaining("The OpenAPI document 'petstore.yaml' cannot be used: ");
        assertThatThrownBy(() -> petstore("openapi: 3.0.0\nx: " + "[".repeat(600) + "]".repeat(600))
                        .connector())
                .hasMessageContaining("deeper than 500 levels");
    }

    @Test
    void jsonMayBeIndentedByTabsAndListsMayHoldListsOfTheirKind() throws Exception {
        ConnectorRoutes routes = petstore("""
                {
                \t"openapi": "3.0.0",
                \t"info": { "title": "a", "version": "b" },
                \t"paths": { "/a": { "get": { "operationId": "nested", "responses": { "200": {
                \t\t"description": "All",
                \t\t"content": { "application/json": { "schema": { "$ref": "#/components/schemas/Nest" } } }
                \t} } } } },
                \t"components": { "schemas": { "Nest": { "type": "array", "items": { "$ref": "#/components/schemas/Nest" } } } }
                }
                """);

        assertThat(routes.connector()
                        .metadata()
                        .operation("nested")
                        .orElseThrow()
                        .output())
                .isEqualTo("All. With 200, a list of lists.");
    }

    private static String documented(String document) {
        return document.startsWith("paths:") ? "openapi: 3.0.0\ninfo: { title: a, version: b }\n" + document : document;
    }

    @Test
    void aDocumentThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> routes("    openapi: missing.yaml\n").connector())
                .hasStackTraceContaining("The OpenAPI document 'missing.yaml' cannot be read: it does not exist.");
    }

    private ConnectorRoutes petstore(String document) throws Exception {
        file("petstore.yaml", document);
        return routes("    openapi: petstore.yaml\n");
    }

    private static LoggedRequest request() {
        return server.requests().get(0);
    }
}
