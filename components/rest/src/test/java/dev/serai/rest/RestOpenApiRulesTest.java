/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.serai.testkit.ConnectorRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a document demands: of forms with files, of replies and of whoever calls. */
class RestOpenApiRulesTest extends RestServerTest {

    private static final String ARCHIVE = """
            openapi: 3.0.3
            info: { title: Archive, version: "1" }
            security: [ { token: [] } ]
            paths:
              /scans:
                post:
                  operationId: addScan
                  requestBody:
                    required: true
                    content:
                      multipart/form-data:
                        schema:
                          type: object
                          required: [ title, page ]
                          additionalProperties: false
                          properties:
                            title: { type: string, maxLength: 10 }
                            copies: { type: integer, minimum: 1 }
                            page: { type: string, format: binary, minLength: 1 }
                            more: { type: array, maxItems: 2, items: { type: string, format: binary } }
                            owner: { type: object, required: [ name ], properties: { name: { type: string } } }
                        encoding: { page: { contentType: image/png }, more: { contentType: "image/png, image/jpeg" } }
                  responses: { "204": { description: Kept } }
                get:
                  operationId: listScans
                  security: []
                  responses:
                    "200":
                      description: All
                      content:
                        application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Scan" } } }
                        text/*: {}
                    "204": { description: None }
              /scans/{id}:
                put:
                  operationId: putScan
                  security: [ { key: [] }, { token: [] } ]
                  parameters: [ { name: id, in: path, required: true, schema: { type: integer } } ]
                  requestBody:
                    content:
                      application/json:
                        schema:
                          $ref: "#/paths/~1scans~1%7Bid%7D/put/responses/200/content/application~1json/schema"
                  responses:
                    "200": { description: It, content: { application/json: { schema: { $ref: "#/components/schemas/Scan" } } } }
            components:
              securitySchemes:
                token: { type: http, scheme: bearer }
                key: { type: apiKey, in: header, name: X-Archive-Key }
              schemas:
                Scan: { type: object, required: [ title ], properties: { title: { type: string } } }
            """;

    private ConnectorRoutes archive(String further) throws Exception {
        file("archive.yaml", ARCHIVE);
        return routes("    openapi: archive.yaml\n    retry: { maxRetries: 0 }\n" + further);
    }

    @Test
    void partsThatFitAreSentWithTheTypesThatTheDocumentWants() throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        Path file = Files.writeString(folder.resolve("second.jpg"), "two");

        archive("")
                .answer(
                        "connector:api/addScan",
                        Map.of(
                                "title",
                                "Contract",
                                "copies",
                                "2",
                                "page",
                                new byte[] {1, 2},
                                "more",
                                List.of(
                                        file,
                                        Map.of("content", "three", "fileName", "3.png", "contentType", "image/png")),
                                "owner",
                                Map.of("name", "Ada")),
                        Map.of());

        var sent = server.requests().get(0);
        assertThat(sent.getPart("title").getBody().asString()).isEqualTo("Contract");
        assertThat(sent.getPart("page").getHeader("Content-Type").firstValue()).startsWith("image/png");
        assertThat(sent.getPart("page").getBody().asBytes()).containsExactly(1, 2);
        assertThat(sent.getPart("owner").getBody().asString()).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(sent.getParts().stream().filter(part -> part.getName().equals("more")))
                .extracting(part -> part.getFileName())
                .containsExactlyInAnyOrder("second.jpg", "3.png");
    }

    @Test
    void partsThatDoNotFitAreRefusedBeforeAnythingIsSent() throws Exception {
        ConnectorRoutes routes = archive("");
        byte[] page = {1};
        Map<Map<String, Object>, String> wrong = Map.of(
                Map.of("title", "Contract"), "$ required property 'page' not found",
                Map.of("page", page), "$ required property 'title' not found",
                Map.of("title", "far too long", "page", page), "$.title must be at most 10 characters long",
                Map.of("title", page, "page", page, "pages", 1), "property 'pages' is not defined",
                Map.of("title", "a", "page", page, "copies", "none"), "$.copies string found, integer expected",
                Map.of("title", "a", "page", page, "copies", 0), "$.copies must have a minimum value of 1",
                Map.of("title", "a", "page", page, "owner", page), "$.owner string found, object expected",
                Map.of("title", "a", "page", page, "owner", Map.of()), "$.owner required property 'name' not found",
                Map.of("title", "a", "page", page, "more", List.of(page, page, page)),
                        "$.more must have at most 2 items but found 3");
        for (var one : wrong.entrySet()) {
            assertThat(routes.failure("connector:api/addScan", one.getKey(), Map.of()))
                    .hasMessageContaining("The body is not what the API takes: ")
                    .hasMessageContaining(one.getValue());
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aReferenceMayHoldPercentEscapes() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("{\"title\":\"x\"}")));
        ConnectorRoutes routes = archive("");

        assertThat(routes.connector().operation("putScan").fields())
                .anySatisfy(field -> assertThat(field.description()).contains("a map with title (string)"));
        assertThat(routes.failure("connector:api/putScan?id=1", Map.of("title", 1), Map.of()))
                .hasMessageContaining("$.title integer found, string expected");
        assertThat(routes.answer("connector:api/putScan?id=1", Map.of("title", "x"), Map.of()))
                .isEqualTo(Map.of("title", "x"));
    }

    @Test
    void repliesAreNotCheckedUnlessThatIsAskedFor() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("7")));
        assertThat(archive("").answer("connector:api/listScans", null, Map.of()))
                .isEqualTo(7);
    }

    @Test
    void repliesAsTheDocumentHasThemPass() throws Exception {
        ConnectorRoutes routes = archive("    checkReplies: true\n");
        server.answer(any(anyUrl()).willReturn(okJson("[{\"title\":\"a\"}]")));
        assertThat(routes.answer("connector:api/listScans", null, Map.of())).isEqualTo(List.of(Map.of("title", "a")));
        assertThat(routes.answer("connector:api/listScans?responseType=text", null, Map.of()))
                .isEqualTo("[{\"title\":\"a\"}]");
        server.answer(any(anyUrl()).willReturn(ok("a,b").withHeader("Content-Type", "text/csv; charset=UTF-8")));
        assertThat(routes.answer("connector:api/listScans", null, Map.of())).isEqualTo("a,b");
        server.answer(any(anyUrl()).willReturn(noContent()));
        assertThat(routes.answer("connector:api/listScans", null, Map.of())).isNull();
        assertThat(routes.answer("connector:api/GET?endpoint=/other", null, Map.of()))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "200 | application/json | [{\"name\":\"a\"}] | $[0] required property 'title' not found",
                "200 | application/json | {} | $ object found, array expected",
                "200 | image/png | x | a reply with 200 and the content type 'image/png' is not described, but [application/json, text/*]",
                "202 | application/json | [] | no reply with 202 is described, but [200, 204]",
            },
            delimiter = '|')
    void otherRepliesAreFailures(int status, String type, String body, String why) throws Exception {
        server.answer(any(anyUrl())
                .willReturn(status(status).withHeader("Content-Type", type).withBody(body)));

        assertThat(archive("    checkReplies: true\n").failure("connector:api/listScans", null, Map.of()))
                .satisfies(failure -> assertThat(failure.errorCode()).isEqualTo(RestErrors.REPLY_UNEXPECTED))
                .hasMessageContaining(why);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void checkingRepliesNeedsADocument() {
        assertThatThrownBy(() -> routes("    checkReplies: true\n"))
                .hasStackTraceContaining("'checkReplies' goes with 'openapi', which is missing");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{ url: 'http://x' } | [addScan, putScan]",
                "{ url: 'http://x', headers: { x-archive-key: k } } | [addScan]",
                "{ url: 'http://x', auth: { type: bearer, token: '{{token}}' } } | ",
            },
            delimiter = '|')
    void whoDeclaresNoCredentialsThatTheApiWantsIsTold(String connection, String operations) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(RestConnector.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            file("archive.yaml", ARCHIVE);
            routes("    openapi: archive.yaml\n    connection: " + connection + "\n", Map.of("token", "open-barley"));
        } finally {
            logger.detachAppender(log);
        }
        if (operations == null) {
            assertThat(log.list).isEmpty();
        } else {
            assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                    .isEqualTo(
                            "Connector 'api' declares no 'connection.auth', but its OpenAPI document says that the API"
                                    + " wants to know who calls " + operations + "."));
        }
    }
}
