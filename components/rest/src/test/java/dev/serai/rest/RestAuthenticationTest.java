/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
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

        assertThat(failure.code()).isEqualTo("SERAI-REST-001");
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
                .hasMessageContaining("Connector 'api': The header 'Authorization' cannot be sent")
                .hasMessageNotContaining("abc");
    }

    private String header(String name, String auth) throws Exception {
        return header(name, auth, SECRET);
    }

    private String header(String name, String auth, Map<String, String> properties) throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));
        routes(auth, properties, "").answer("connector:api/GET", null, Map.of());
        return server.requests().get(0).getHeader(name);
    }

    private RestRoutes routes(String auth, Map<String, String> properties, String further) throws Exception {
        return routes("    connection: { url: \"" + server.url() + "\", auth: " + auth + " }\n" + further, properties);
    }
}
