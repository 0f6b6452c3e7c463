/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.OAuth2Server;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestAuthenticationTest extends RestServerTest {

    private static final Map<String, String> SECRET = Map.of("secret", "s3cr3t-väl");

    @Test
    void basicSendsNameAndPassword() throws Exception {
        String expected = Base64.getEncoder().encodeToString("zoë:s3cr3t-väl".getBytes(StandardCharsets.UTF_8));

        assertThat(header("Authorization", "{ type: basic, username: zoë, password: '{{secret}}' }"))
                .isEqualTo("Basic " + expected);
    }

    @Test
    void bearerSendsTheToken() throws Exception {
        assertThat(header("Authorization", "{ type: bearer, token: '{{secret}}' }", Map.of("secret", "abc.def")))
                .isEqualTo("Bearer abc.def");
    }

    @Test
    void anApiKeyGoesIntoItsHeader() throws Exception {
        assertThat(header("X-API-Key", "{ type: apiKey, key: '{{secret}}' }", Map.of("secret", "k-1")))
                .isEqualTo("k-1");
    }

    @Test
    void anApiKeyGoesIntoTheHeaderThatIsDeclared() throws Exception {
        assertThat(header("X-Shop-Key", "{ type: api_key, key: '{{secret}}', header: X-Shop-Key }", SECRET))
                .isNotNull();
    }

    @Test
    void withoutAuthenticationNothingIsSent() throws Exception {
        assertThat(header("Authorization", "{ type: none }")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalIsNotRepeatedAndShowsNoSecretEvenWhenTheServerDoes(int status) throws Exception {
        server.answer(any(anyUrl()).willReturn(jsonResponse("{\"message\":\"Token abc.def is not welcome\"}", status)));

        ConnectorException failure = routes("{ type: bearer, token: '{{secret}}' }", Map.of("secret", "abc.def"), "")
                .failure("connector:api/GET?endpoint=/x", null, Map.of());

        assertThat(failure.code()).isEqualTo("SERAI-HTTP-001");
        assertThat(failure.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
        assertThat(failure.recoverable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("answered " + status)
                .hasMessageContaining("GET /x: Token *** is not welcome.");
        assertThat(failure.details().toString()).doesNotContain("abc.def");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aTokenWithALineBreakStopsTheStartWithoutShowingIt() {
        assertThatThrownBy(() -> routes("{ type: bearer, token: '{{secret}}' }", Map.of("secret", "abc\ndef"), ""))
                .rootCause()
                .hasMessageContaining("Connector 'api': The secret of 'connection.auth.token' holds a line break")
                .hasMessageNotContaining("abc");
    }

    @Test
    void anApiKeyInTheQueryIsSentAndShownNowhere() throws Exception {
        server.answer(any(anyUrl()).willReturn(jsonResponse("{\"message\":\"k%2F1%20x in ?key=k%2F1%20x\"}", 500)));

        ConnectorException failure = routes(
                        "{ type: apiKey, key: '{{secret}}', queryParameter: key }",
                        Map.of("secret", "k/1 x"),
                        "    retry: { maxRetries: 0 }\n")
                .failure("connector:api/GET?endpoint=/x&query.page=2", null, Map.of());

        assertThat(server.requests().get(0).getUrl()).isEqualTo("/x?page=2&key=k%2F1%20x");
        assertThat(failure).hasMessageContaining("GET /x: *** in ?key=***.");
        assertThat(failure.details().toString()).doesNotContain("k%2F1");
    }

    @Test
    void aRefusedTokenIsReplacedAndTheRequestMadeOnceMore() throws Exception {
        try (OAuth2Server authorization = OAuth2Server.start()) {
            server.answerInTurn("/", unauthorized(), ok());

            routes(oauth2(authorization), Map.of("secret", "s3cr3t"), "")
                    .answer("connector:api/POST", "an order", Map.of());

            assertThat(server.requests())
                    .extracting(LoggedRequest::getBodyAsString)
                    .containsExactly("an order", "an order");
            assertThat(server.requests())
                    .extracting(request -> request.getHeader("Authorization"))
                    .doesNotHaveDuplicates()
                    .allMatch(value -> value.startsWith("Bearer ey"));
            assertThat(authorization.requests()).hasSize(2);
        }
    }

    @Test
    void aSecondRefusalEndsTheCall() throws Exception {
        try (OAuth2Server authorization = OAuth2Server.start()) {
            server.answer(any(anyUrl()).willReturn(unauthorized()));

            ConnectorException failure = routes(oauth2(authorization), Map.of("secret", "s3cr3t"), "")
                    .failure("connector:api/GET", null, Map.of());

            assertThat(failure.code()).isEqualTo("SERAI-HTTP-001");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void aCallWithoutATokenIsNotMade() throws Exception {
        try (OAuth2Server authorization = OAuth2Server.start()) {
            authorization.answerNext(401, "{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t is wrong\"}");

            ConnectorException failure = routes(oauth2(authorization), Map.of("secret", "s3cr3t"), "")
                    .failure("connector:api/GET", null, Map.of());

            assertThat(failure)
                    .hasMessageStartingWith("SERAI-CONNECTOR-016: Connector 'api', operation 'GET'")
                    .hasMessageContaining("with the error 'invalid_client': *** is wrong.");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void manyCallsShareOneToken() throws Exception {
        try (OAuth2Server authorization = OAuth2Server.start()) {
            server.answer(any(anyUrl()).willReturn(ok()));
            DeclaredConnector connector = routes(oauth2(authorization), Map.of("secret", "s3cr3t"), "")
                    .connector();

            CompletableFuture<?>[] calls = Stream.generate(
                            () -> connector.start("GET", Map.of()).toCompletableFuture())
                    .limit(50)
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(calls).join();

            assertThat(server.requests()).hasSize(50);
            assertThat(authorization.requests()).hasSize(1);
        }
    }

    @Test
    void theHealthCheckShowsWhoItIs() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));

        assertThat(routes("{ type: bearer, token: '{{secret}}' }", Map.of("secret", "abc.def"), "")
                        .connector()
                        .test()
                        .up())
                .isTrue();

        assertThat(server.requests().get(0).getHeader("Authorization")).isEqualTo("Bearer abc.def");
    }

    private static String oauth2(OAuth2Server authorization) {
        return "{ type: oauth2, tokenUrl: '" + authorization.tokenUrl()
                + "', clientId: shop, clientSecret: '{{secret}}' }";
    }

    private String header(String name, String auth) throws Exception {
        return header(name, auth, SECRET);
    }

    private String header(String name, String auth, Map<String, String> properties) throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));
        routes(auth, properties, "").answer("connector:api/GET", null, Map.of());
        return server.requests().get(0).getHeader(name);
    }

    private ConnectorRoutes routes(String auth, Map<String, String> properties, String further) throws Exception {
        return routes("    connection: { url: \"" + server.url() + "\", auth: " + auth + " }\n" + further, properties);
    }
}
