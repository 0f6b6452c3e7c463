/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.FaultyHttpServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookies that a connector keeps. */
class RestCookieTest extends RestServerTest {

    private static final String KEPT = "    options: { cookies: true }\n    retry: { maxRetries: 0 }\n";

    private void onLogin(String... cookies) {
        server.answer(any(anyUrl()).willReturn(noContent()));
        server.answer(any(urlPathEqualTo("/v1/login")).willReturn(noContent().withHeader("Set-Cookie", cookies)));
    }

    /** The cookies of a call to a path after the login. */
    private String sent(ConnectorRoutes routes, String path, Map<String, Object> headers) throws Exception {
        routes.answer("connector:api/POST?endpoint=/login", null, Map.of());
        routes.answer("connector:api/GET?endpoint=" + path, null, headers);
        return server.requests().get(server.requests().size() - 1).getHeader("Cookie");
    }

    @Test
    void withoutTheOptionNoneIsKept() throws Exception {
        onLogin("session=s-1");
        assertThat(sent(routes(""), "/orders", Map.of())).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "session=s-1 | session=s-1",
                "session=s-1; Path=/v1; HttpOnly; SameSite=Lax | session=s-1",
                "session=s-1; Path=/v1/orders | session=s-1",
                "session=s-1; Path=/v1/ord | ",
                "session=s-1; Path=/v2 | ",
                "session=s-1; Max-Age=3600 | session=s-1",
                "session=s-1; Max-Age=0 | ",
                "session=s-1; Expires=Wed, 21 Oct 2015 07:28:00 GMT | ",
                "session=s-1; Expires=Fri, 31 Dec 2100 07:28:00 GMT | session=s-1",
                "session=s-1; Secure | ",
                "session=s-1; Domain=127.0.0.1 | session=s-1",
                "session=s-1; Domain=example.com | ",
                "session=\"a b\" | session=\"a b\"",
                "=; ; = | ",
            },
            delimiter = '|')
    void theirAttributesAreObeyed(String cookie, String expected) throws Exception {
        onLogin(cookie);
        assertThat(sent(routes(KEPT), "/orders", Map.of())).isEqualTo(expected);
    }

    @Test
    void aLaterOneTakesThePlaceOfOneBefore() throws Exception {
        onLogin("session=s-1; Path=/", "basket=b-1; Path=/v1", "session=s-2; Path=/");
        assertThat(sent(routes(KEPT), "/orders", Map.of())).isEqualTo("basket=b-1; session=s-2");
    }

    @Test
    void aCallsOwnWins() throws Exception {
        onLogin("session=s-1; Path=/", "basket=b-1; Path=/");
        assertThat(sent(routes(KEPT), "/orders", Map.of("CamelSeraiHeaders", Map.of("Cookie", "session=mine; a=1"))))
                .isEqualTo("session=mine; a=1; basket=b-1");
    }

    @Test
    void aServerCannotFillTheMemory() throws Exception {
        String[] many = new String[150];
        for (int i = 0; i < many.length; i++) {
            many[i] = "c" + i + "=1; Path=/";
        }
        onLogin(many);
        assertThat(sent(routes(KEPT), "/orders", Map.of()).split("; ")).hasSize(100);
    }

    @Test
    void theOneOfARedirectIsKeptAndNoneLeavesItsHost() throws Exception {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            String elsewhere = "http://localhost:" + other.port();
            other.answer(any(anyUrl()).willReturn(noContent().withHeader("Set-Cookie", "theirs=1; Path=/")));
            server.answer(any(anyUrl())
                    .willReturn(aResponse()
                            .withStatus(307)
                            .withHeader("Set-Cookie", "ours=1; Path=/")
                            .withHeader("Location", elsewhere + "/x")));
            ConnectorRoutes routes = routes(
                    "    connection: { url: \"" + server.url() + "/v1\", allowedOrigins: [ \"" + elsewhere + "\" ] }\n"
                            + KEPT,
                    Map.of());

            routes.answer("connector:api/GET", null, Map.of());
            routes.answer("connector:api/GET", null, Map.of());

            assertThat(server.requests())
                    .extracting(request -> request.getHeader("Cookie"))
                    .containsExactly(null, "ours=1");
            assertThat(other.requests())
                    .extracting(request -> request.getHeader("Cookie"))
                    .containsExactly(null, "theirs=1");
        }
    }

    @Test
    void aCallsOwnCredentialsDoNotFollowARedirectToAnotherOrigin() throws Exception {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.answer(any(anyUrl()).willReturn(noContent()));
            server.answer(
                    any(anyUrl()).willReturn(aResponse().withStatus(307).withHeader("Location", other.url() + "/x")));
            routes(
                            "    connection: { url: \"" + server.url() + "/v1\", allowedOrigins: [ \"" + other.url()
                                    + "\" ] }\n",
                            Map.of())
                    .answer(
                            "connector:api/GET",
                            null,
                            Map.of(
                                    "CamelSeraiHeaders",
                                    Map.of("Cookie", "a=1", "Authorization", "Bearer x", "X-A", "1")));

            assertThat(server.requests().get(0).getHeader("Authorization")).isEqualTo("Bearer x");
            assertThat(other.requests()).singleElement().satisfies(request -> {
                assertThat(request.getHeader("X-A")).isEqualTo("1");
                assertThat(request.containsHeader("Cookie")).isFalse();
                assertThat(request.containsHeader("Authorization")).isFalse();
            });
        }
    }
}
