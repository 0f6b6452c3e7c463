/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.FaultyHttpServer;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestFailureTest extends RestServerTest {

    private static final String ONCE = "    retry: { maxRetries: 0 }\n";

    @ParameterizedTest
    @CsvSource({
        "400, SERAI-HTTP-004, REMOTE, false",
        "404, SERAI-HTTP-004, REMOTE, false",
        "409, SERAI-HTTP-004, REMOTE, false",
        "429, SERAI-HTTP-002, RATE_LIMIT, true",
        "500, SERAI-HTTP-003, REMOTE, true",
        "503, SERAI-HTTP-003, REMOTE, true",
    })
    void everyStatusHasItsCode(int status, String code, ErrorCategory category, boolean recoverable) throws Exception {
        server.answer(any(anyUrl())
                .willReturn(jsonResponse("{\"message\":\"unknown article X\"}", status)
                        .withHeader("Retry-After", "7")));

        ConnectorException failure = routes(ONCE).failure("connector:api/GET?endpoint=/x&query=key=1", null, Map.of());

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.recoverable()).isEqualTo(recoverable);
        assertThat(failure.neverSent()).isFalse();
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.details())
                .containsEntry("status", status)
                .containsEntry("body", "{\"message\":\"unknown article X\"}");
        assertThat(failure.getMessage())
                .startsWith(
                        code + ": Connector 'api', operation 'GET': 127.0.0.1:" + server.port() + " answered " + status)
                .endsWith(" to GET /v1/x: unknown article X.");
    }

    @Test
    void theBodyOfARefusalIsKeptUpToFourKilobytes() throws Exception {
        server.answer(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "text/plain")
                        .withBody("x".repeat(10_000))));

        ConnectorException failure = routes(ONCE).failure("connector:api/GET", null, Map.of());

        assertThat(failure.details().get("body")).isEqualTo("x".repeat(4096));
        assertThat(failure).hasMessageEndingWith("answered 400 Bad Request to GET /v1.");
    }

    @Test
    void aRedirectThatDoesNotSayWhatBecomesOfAChangeIsNotFollowed() throws Exception {
        server.answer(any(anyUrl()).willReturn(temporaryRedirect(server.url() + "/elsewhere")));

        assertThat(routes(ONCE).failure("connector:api/POST", "x", Map.of()))
                .hasMessageContaining("answered 302 Found")
                .hasMessageContaining("This redirect is not followed");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void nobodyListening() throws Exception {
        int port = FreePort.find();
        ConnectorException failure = routes(
                        "    connection: { url: \"http://127.0.0.1:" + port + "\" }\n" + ONCE, Map.of())
                .failure("connector:api/POST", "x", Map.of());

        assertThat(failure.code()).isEqualTo("SERAI-HTTP-005");
        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(failure.recoverable()).isTrue();
        assertThat(failure.neverSent()).isTrue();
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port + " cannot be reached: Connection refused");
    }

    @Test
    void aServerThatIsTooSlow() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok().withFixedDelay(10_000)));
        ConnectorException failure =
                routes(ONCE + "    options: { requestTimeout: 200ms }\n").failure("connector:api/GET", null, Map.of());

        assertThat(failure.code()).isEqualTo("SERAI-HTTP-008");
        assertThat(failure.category()).isEqualTo(ErrorCategory.TIMEOUT);
        assertThat(failure.recoverable()).isTrue();
        assertThat(failure.neverSent()).isFalse();
        assertThat(failure).hasMessageEndingWith("did not answer GET /v1 within 200 ms ('options.requestTimeout').");
    }

    @Test
    void aServerThatTricklesIsTooSlowToo() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok("x".repeat(1000)).withChunkedDribbleDelay(100, 20_000)));

        assertThat(routes(ONCE + "    options: { requestTimeout: 500ms }\n")
                        .failure("connector:api/GET", null, Map.of())
                        .code())
                .isEqualTo("SERAI-HTTP-008");
    }

    @Test
    void aConnectionThatBreaksMayHaveDeliveredTheRequest() throws Exception {
        server.answer(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        ConnectorException failure = routes(ONCE).failure("connector:api/POST", "x", Map.of());

        assertThat(failure.code()).isEqualTo("SERAI-HTTP-007");
        assertThat(failure.recoverable()).isTrue();
        assertThat(failure.neverSent()).isFalse();
    }

    @Test
    void aReplyThatIsCutOffIsNoReply() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson(incompressible())));
        try (TcpProxy network = TcpProxy.start("127.0.0.1", server.port())) {
            network.resetAfter(5_000);
            assertThat(routes("    connection: { url: \"http://127.0.0.1:" + network.port() + "\" }\n" + ONCE, Map.of())
                            .failure("connector:api/GET", null, Map.of())
                            .code())
                    .isEqualTo("SERAI-HTTP-007");
        }
    }

    private static String incompressible() {
        return new Random(1).ints(20_000).boxed().toList().toString();
    }

    @Test
    void aReplyThatIsTooLargeIsNotTakenIn() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok("x".repeat(200_000))));

        ConnectorException failure =
                routes("    options: { maxResponseSize: 100KB }\n").failure("connector:api/GET", null, Map.of());

        assertThat(failure.code()).isEqualTo("SERAI-HTTP-009");
        assertThat(failure).hasMessageContaining("is larger than 102400 bytes. Ask for less");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void htmlInPlaceOfJsonIsSaidToBeThat() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("<html><body>Please log in</body></html>")));

        assertThat(routes("").failure("connector:api/GET", null, Map.of()))
                .hasMessage("SERAI-HTTP-010: Connector 'api', operation 'GET': The server says that its reply is JSON,"
                        + " but it is not. It begins: <html><body>Please log in</body></html>");
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedUnlessToldOtherwise() throws Exception {
        try (FaultyHttpServer encrypted = FaultyHttpServer.startEncrypted()) {
            encrypted.answer(any(anyUrl()).willReturn(ok("fine").withHeader("Content-Type", "text/plain")));
            String connection = "    connection: { url: \"" + encrypted.url() + "\" }\n";

            try (ConnectorRoutes strict = routes(connection, Map.of())) {
                ConnectorException failure = strict.failure("connector:api/GET", null, Map.of());
                assertThat(failure.code()).isEqualTo("SERAI-HTTP-006");
                assertThat(failure.recoverable()).isFalse();
                assertThat(failure).hasMessageContaining("Check the URL and the server's certificate.");
            }
            assertThat(routes(connection + "    options: { verifyTls: false }\n", Map.of())
                            .answer("connector:api/GET", null, Map.of()))
                    .isEqualTo("fine");
        }
    }

    @Test
    void plainHttpWhereTlsIsExpectedSaysThatEncryptionFailed() throws Exception {
        assertThat(routes(
                                "    connection: { url: \"" + server.url().replace("http:", "https:") + "\" }\n" + ONCE,
                                Map.of())
                        .failure("connector:api/GET", null, Map.of())
                        .code())
                .isEqualTo("SERAI-HTTP-006");
    }
}
