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
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.FaultyHttpServer;
import dev.serai.testkit.TcpProxy;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request carries, and the ways that it and its reply take. */
class RestTransportTest extends RestServerTest {

    private static final String ONCE = "    retry: { maxRetries: 0 }\n";

    @TempDir
    private Path files;

    @ParameterizedTest
    @CsvSource({"GET, 301, GET", "GET, 302, GET", "POST, 303, GET", "POST, 307, POST", "PUT, 308, PUT"})
    void redirectsThatSayWhatToDoAreFollowed(String method, int status, String then) throws Exception {
        server.answer(any(urlPathEqualTo("/v1/old"))
                .willReturn(aResponse().withStatus(status).withHeader("Location", "../v2/new?x=1")));
        server.answer(any(urlPathEqualTo("/v2/new")).willReturn(ok("there")));

        Object answer = routes(ONCE)
                .answer(
                        "connector:api/" + method + "?endpoint=/old",
                        method.equals("GET") ? null : Map.of("a", 1),
                        Map.of());

        assertThat(new String((byte[]) answer, StandardCharsets.UTF_8)).isEqualTo("there");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).getMethod().getName()).isEqualTo(then);
        assertThat(server.requests().get(1).getBodyAsString()).isEqualTo(then.equals("GET") ? "" : "{\"a\":1}");
    }

    @Test
    void aRedirectMayHaveABodyThatNobodyReads() throws Exception {
        byte[] page = new byte[500_000];
        new Random(3).nextBytes(page);
        server.answer(any(urlPathEqualTo("/v1/old"))
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "/v1/new")
                        .withBody(page)));
        server.answer(any(urlPathEqualTo("/v1/new")).willReturn(okJson("7")));
        assertThat(routes(ONCE).answer("connector:api/GET?endpoint=/old", null, Map.of()))
                .isEqualTo(7);
    }

    @Test
    void aCircleOfRedirectsEnds() throws Exception {
        server.answer(any(anyUrl()).willReturn(aResponse().withStatus(302).withHeader("Location", "/v1/again")));

        assertThat(routes(ONCE + "    options: { maxRedirects: 3 }\n")
                        .failure("connector:api/GET?endpoint=/again", null, Map.of()))
                .hasMessageContaining("SERAI-HTTP-014")
                .hasMessageContaining("more than 3 redirects");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void anotherOriginIsCalledOnlyWhenItIsAllowedAndWithoutCredentials() throws Exception {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.answer(any(anyUrl()).willReturn(ok("elsewhere")));
            server.answer(any(anyUrl())
                    .willReturn(aResponse().withStatus(307).withHeader("Location", other.url() + "/file")));
            String connection = "    connection: { url: \"" + server.url()
                    + "/v1\", auth: { type: bearer, token: \"{{token}}\" }%s }\n";

            ConnectorException refused = routes(String.format(connection, "") + ONCE, Map.of("token", "open-barley"))
                    .failure("connector:api/GET", null, Map.of());
            assertThat(refused)
                    .hasMessageContaining("redirects GET /v1 to " + other.url() + ", which is another origin");
            assertThat(other.requests()).isEmpty();
            stopRoutes();

            ConnectorRoutes allowed = routes(
                    String.format(connection, ", allowedOrigins: [ \"" + other.url() + "\" ]") + ONCE,
                    Map.of("token", "open-barley"));
            allowed.answer("connector:api/GET", null, Map.of());
            allowed.answer("connector:api/GET?endpoint=" + other.url() + "/direct", null, Map.of());
            assertThat(other.requests()).hasSize(2).allSatisfy(request -> assertThat(
                            request.containsHeader("Authorization"))
                    .isFalse());
            assertThat(server.requests()).allSatisfy(request -> assertThat(request.getHeader("Authorization"))
                    .isEqualTo("Bearer open-barley"));
        }
    }

    @Test
    void packedRepliesAreUnpackedAndTheirBoundHoldsForWhatComesOut() throws Exception {
        server.answer(any(urlPathEqualTo("/v1/small")).willReturn(okJson("{\"a\":\"" + "x".repeat(2_000) + "\"}")));
        server.answer(any(urlPathEqualTo("/v1/bomb")).willReturn(ok("x".repeat(400_000))));

        ConnectorRoutes routes = routes(ONCE + "    options: { maxResponseSize: 100KB }\n");
        assertThat(routes.answer("connector:api/GET?endpoint=/small", null, Map.of()))
                .isEqualTo(Map.of("a", "x".repeat(2_000)));
        assertThat(server.requests().get(0).getHeader("Accept-Encoding")).contains("gzip");
        assertThat(routes.failure("connector:api/GET?endpoint=/bomb", null, Map.of()))
                .hasMessageContaining("SERAI-HTTP-009");
    }

    @Test
    void formsAndPartsAreSent() throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        Path file = Files.writeString(files.resolve("invoice.txt"), "the file");
        ConnectorRoutes routes = routes(ONCE);

        routes.answer(
                "connector:api/POST?endpoint=/form", null, Map.of("CamelSeraiForm", Map.of("q", List.of("a b", "ü&"))));
        routes.answer(
                "connector:api/POST?endpoint=/parts",
                null,
                Map.of(
                        "CamelSeraiMultipart",
                        Map.of(
                                "note",
                                "hello",
                                "data",
                                Map.of("n", 1),
                                "scan",
                                Map.of("content", new byte[] {1, 2}, "fileName", "s.png", "contentType", "image/png"),
                                "invoice",
                                file)));

        var form = server.requests().get(0);
        assertThat(form.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(form.getBodyAsString()).isEqualTo("q=a%20b&q=%C3%BC%26");
        var parts = server.requests().get(1);
        assertThat(parts.getHeader("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(parts.getPart("note").getBody().asString()).isEqualTo("hello");
        assertThat(parts.getPart("data").getBody().asString()).isEqualTo("{\"n\":1}");
        assertThat(parts.getPart("data").getHeader("Content-Type").firstValue()).startsWith("application/json");
        assertThat(parts.getPart("scan").getBody().asBytes()).containsExactly(1, 2);
        assertThat(parts.getPart("scan").getFileName()).isEqualTo("s.png");
        assertThat(parts.getPart("invoice").getBody().asString()).isEqualTo("the file");
        assertThat(parts.getPart("invoice").getFileName()).isEqualTo("invoice.txt");
    }

    @Test
    void partsCannotBringInHeaders() throws Exception {
        String evil = "a\r\nX-Evil: 1";
        List<Map<String, Object>> forms = List.of(
                Map.of(evil, "x"),
                Map.of("a", Map.of("content", "x", "fileName", evil)),
                Map.of("a", Map.of("content", "x", "contentType", evil)));
        ConnectorRoutes routes = routes(ONCE);
        for (Map<String, Object> form : forms) {
            assertThat(routes.failure("connector:api/POST", null, Map.of("CamelSeraiMultipart", form)))
                    .hasMessageContaining("SERAI-HTTP-013");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFileIsStreamedUpAndAReplyIsStreamedDown() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(files.resolve("large.bin"), content);
        server.answer(any(anyUrl()).willReturn(ok().withBody(content)));

        Exchange reply = routes(ONCE + "    options: { maxResponseSize: 1KB }\n")
                .send("connector:api/POST?responseType=stream", file, Map.of());

        assertThat(reply.getException()).isNull();
        try (InputStream body = reply.getMessage().getBody(InputStream.class)) {
            assertThat(body.readAllBytes()).isEqualTo(content);
        }
        assertThat(server.requests().get(0).getBody()).isEqualTo(content);
        assertThat(server.requests().get(0).getHeader("Content-Length")).isEqualTo("3000000");
    }

    @Test
    void aStreamThatBreaksOffFailsForItsReader() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(2).nextBytes(content);
        server.answer(any(anyUrl()).willReturn(ok().withBody(content)));
        try (TcpProxy network = TcpProxy.start("127.0.0.1", server.port())) {
            network.resetAfter(1_000_000);
            Exchange reply = routes(
                            "    connection: { url: \"http://127.0.0.1:" + network.port() + "\" }\n" + ONCE, Map.of())
                    .send("connector:api/GET?responseType=stream", null, Map.of());

            assertThat(reply.getException()).isNull();
            try (InputStream body = reply.getMessage().getBody(InputStream.class)) {
                assertThatThrownBy(body::readAllBytes).hasMessageStartingWith("The reply broke off: ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"request?method=PATCH", "PATCH"})
    void aRequestMayNameItsMethod(String operation) throws Exception {
        server.answer(any(anyUrl()).willReturn(noContent()));
        routes(ONCE).answer("connector:api/" + operation, Map.of(), Map.of());
        assertThat(server.requests().get(0).getMethod().getName()).isEqualTo("PATCH");
    }

    @Test
    void anApiCallPassesAMapAlong() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("{\"id\":7}")));
        Object context = routes(ONCE)
                .answer(
                        "connector:api/apiCall?method=POST&endpoint=/users/{user}&bodyField=change",
                        Map.of("user", "u 1", "change", Map.of("name", "Ada")),
                        Map.of());
        assertThat(context)
                .isEqualTo(Map.of("user", "u 1", "change", Map.of("name", "Ada"), "api_response", Map.of("id", 7)));
        assertThat(server.requests().get(0).getUrl()).isEqualTo("/v1/users/u%201");
        assertThat(server.requests().get(0).getBodyAsString()).isEqualTo("{\"name\":\"Ada\"}");
    }

    @Test
    void aCallMayHaveItsOwnTimeOut() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok().withFixedDelay(5_000)));
        assertThat(routes(ONCE).failure("connector:api/GET?replyTimeout=200ms", null, Map.of()))
                .hasMessageContaining("did not answer GET /v1 within 200 ms ('replyTimeout')");
    }

    @Test
    void jsonThatIsAskedForAndDoesNotComeIsSaidToBeWhatItIs() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok("<html>Sign in</html>").withHeader("Content-Type", "text/html")));
        assertThat(routes(ONCE).failure("connector:api/GET?responseType=json", null, Map.of()))
                .hasMessageContaining("The reply should be JSON, but the server says that it is 'text/html'")
                .hasMessageContaining("<html>Sign in");
    }
}
