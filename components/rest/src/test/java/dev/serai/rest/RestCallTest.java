/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.serai.testkit.ConnectorRoutes;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RestCallTest extends RestServerTest {

    @Test
    void readsJsonAsPlainValuesWithoutLosingDigits() throws Exception {
        server.answer(any(anyUrl())
                .willReturn(okJson("{\"sku\":\"A-1\",\"stock\":7,\"big\":9007199254740993,"
                        + "\"price\":12.3400000000000000001,\"tags\":[\"x\",null,true]}")));

        Object article = routes("").answer("connector:api/GET?endpoint=/articles/A-1", null, Map.of());

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("sku", "A-1");
        expected.put("stock", 7);
        expected.put("big", 9007199254740993L);
        expected.put("price", new BigDecimal("12.3400000000000000001"));
        List<Object> tags = new ArrayList<>();
        tags.add("x");
        tags.add(null);
        tags.add(true);
        expected.put("tags", tags);
        assertThat(article).isInstanceOf(LinkedHashMap.class).isEqualTo(expected);
        assertThat(request().getUrl()).isEqualTo("/v1/articles/A-1");
    }

    @Test
    void putsStatusContentTypeAndHeadersOfTheReplyIntoHeadersExceptCookies() throws Exception {
        server.answer(any(anyUrl())
                .willReturn(okJson("{}")
                        .withStatus(201)
                        .withHeader("Location", "/orders/7")
                        .withHeader("Set-Cookie", "session=secret")));

        Exchange reply = routes("").send("connector:api/POST?endpoint=/orders", Map.of("id", 7), Map.of());

        assertThat(reply.getMessage().getHeader("CamelSeraiStatus")).isEqualTo(201);
        assertThat(reply.getMessage().getHeader("CamelSeraiContentType")).isEqualTo("application/json");
        assertThat(reply.getMessage().getHeader("CamelSeraiResponseHeaders"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("Location", "/orders/7")
                .containsEntry("location", "/orders/7")
                .doesNotContainKey("set-cookie")
                .satisfies(headers -> assertThat(headers.keySet()).contains("Location"))
                .doesNotContainKey("Set-Cookie");
        assertThat(reply.getMessage().getHeaders()).doesNotContainKey("Location");
    }

    @Test
    void sendsMapsAsJsonWithDatesInIsoForm() throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("name", "Zoë, \"Ltd\"");
        order.put("total", new BigDecimal("10.50"));
        order.put("day", LocalDate.of(2026, 11, 21));

        Object answer = routes("").answer("connector:api/POST?endpoint=/orders", order, Map.of());

        assertThat(answer).isNull();
        assertThat(request().getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request().getBodyAsString())
                .isEqualTo("{\"name\":\"Zoë, \\\"Ltd\\\"\",\"total\":10.50,\"day\":\"2026-11-21\"}");
    }

    @Test
    void sendsTextAndBytesAsTheyAreWithTheContentTypeOfTheMessage() throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        ConnectorRoutes routes = routes("");

        routes.answer("connector:api/PUT?endpoint=/note", "{\"a\":1}", Map.of("Content-Type", "application/json"));
        routes.answer("connector:api/PUT?endpoint=/note", "grüezi", Map.of());
        routes.answer("connector:api/PUT?endpoint=/note", new byte[] {1, 2, 3}, Map.of());
        routes.answer(
                "connector:api/PUT?endpoint=/note",
                new ByteArrayInputStream("<a/>".getBytes(StandardCharsets.UTF_8)),
                Map.of("CamelSeraiHeaders", Map.of("Content-Type", "text/xml")));

        assertThat(server.requests())
                .extracting(request -> request.getHeader("Content-Type"))
                .containsExactly(
                        "application/json", "text/plain; charset=UTF-8", "application/octet-stream", "text/xml");
        assertThat(server.requests().get(1).getBodyAsString()).isEqualTo("grüezi");
        assertThat(server.requests().get(2).getBody()).containsExactly(1, 2, 3);
        assertThat(server.requests().get(3).getBodyAsString()).isEqualTo("<a/>");
    }

    @Test
    void refusesABodyThatIsNeitherDataNorTextNorBytes() throws Exception {
        assertThat(routes("").failure("connector:api/POST", new Object(), Map.of()))
                .hasMessage(
                        "SERAI-HTTP-013: Connector 'api', operation 'POST': A body of type java.lang.Object cannot be"
                                + " sent. Make it a map, a list, text, bytes or a stream first, for example with marshal or"
                                + " convertBodyTo.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void givesTextInItsCharsetAndOtherContentAsBytes() throws Exception {
        server.answerInTurn(
                "/v1/x",
                aResponse()
                        .withHeader("Content-Type", "text/csv; charset=ISO-8859-1")
                        .withBody("Zoë;1".getBytes(StandardCharsets.ISO_8859_1)),
                aResponse().withHeader("Content-Type", "application/pdf").withBody(new byte[] {37, 80}),
                aResponse().withHeader("Content-Type", "application/json"));
        ConnectorRoutes routes = routes("");

        assertThat(routes.answer("connector:api/GET?endpoint=/x", null, Map.of()))
                .isEqualTo("Zoë;1");
        assertThat(routes.answer("connector:api/GET?endpoint=/x", null, Map.of()))
                .isEqualTo(new byte[] {37, 80});
        assertThat(routes.answer("connector:api/GET?endpoint=/x", "old body", Map.of()))
                .isNull();
    }

    @Test
    void callsEveryMethodUnderItsName() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));
        ConnectorRoutes routes = routes("");

        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
            routes.answer("connector:api/" + method + "?endpoint=/x", null, Map.of());
        }

        assertThat(server.requests())
                .extracting(request -> request.getMethod().value())
                .containsExactly("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    }

    @Test
    void aPathThatLeavesTheBaseUrlIsNeverAsked() throws Exception {
        ConnectorRoutes routes = routes("");
        for (String endpoint : List.of("../admin", "/a/../../admin", "//evil.example/x", "http://evil.example/x")) {
            assertThat(routes.failure("connector:api/GET", null, Map.of("CamelSeraiEndpoint", endpoint))
                            .code())
                    .as(endpoint)
                    .isEqualTo("SERAI-HTTP-011");
        }
        assertThat(routes.failure("connector:api/DELETE?endpoint=/orders/{id}", null, Map.of("id", ".."))
                        .code())
                .isEqualTo("SERAI-HTTP-011");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aMissingPathValueSaysWhereToPutIt() throws Exception {
        assertThat(routes("").failure("connector:api/GET?endpoint=/orders/{id}", null, Map.of()))
                .hasMessage(
                        "SERAI-CONNECTOR-005: Connector 'api', operation 'GET': The path '/orders/{id}' needs a value"
                                + " for {id}. Set a header or variable of that name, or have it in the body.");
    }

    @Test
    void headersOfTheCallWinOverDeclaredOnes() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));
        ConnectorRoutes routes = routes(
                "    connection:\n      url: \"" + server.url()
                        + "\"\n      headers: { Accept: application/json, X-Shop: one }\n",
                Map.of());

        routes.answer("connector:api/GET", null, Map.of("CamelSeraiHeaders", Map.of("accept", "text/csv")));

        assertThat(request().getHeader("Accept")).isEqualTo("text/csv");
        assertThat(request().getHeader("X-Shop")).isEqualTo("one");
        assertThat(request().getUrl()).isEqualTo("/");
    }

    @Test
    void aHeaderThatCannotBeSentIsRefusedWithoutShowingItsValue() throws Exception {
        ConnectorRoutes routes = routes("");

        assertThat(routes.failure(
                        "connector:api/GET", null, Map.of("CamelSeraiHeaders", Map.of("X-Token", "geheim\r\nX: y"))))
                .hasMessageContaining("The header 'X-Token' cannot be sent")
                .hasMessageNotContaining("geheim");
        assertThat(routes.failure("connector:api/GET", null, Map.of("CamelSeraiHeaders", Map.of("Host", "other"))))
                .hasMessageContaining("The header 'Host' is set by the connector itself.");
        assertThat(server.requests()).isEmpty();
    }

    private static LoggedRequest request() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }
}
