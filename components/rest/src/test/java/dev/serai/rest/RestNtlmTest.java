/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.ConnectorRoutes;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestNtlmTest extends RestServerTest {

    private static final Map<String, Object> ORDER = Map.of("sku", "A-1");

    private NtlmServer windows;

    @BeforeEach
    void startServer() {
        windows = new NtlmServer("CORP", "clerk", "open-barley");
    }

    @AfterEach
    void stopServer() {
        stopRoutes();
        windows.close();
    }

    /** With one connection, so that a call which follows another has the same. */
    private ConnectorRoutes routes(String password, String further) throws Exception {
        return routes(password, further, 1);
    }

    private ConnectorRoutes routes(String password, String further, int connections) throws Exception {
        return routes(
                "    connection: { url: \"" + windows.url()
                        + "/v1\", auth: { type: ntlm, domain: CORP, username: clerk,"
                        + " password: '{{password}}' }" + further + " }\n    options: { maxConnections: " + connections
                        + " }\n"
                        + "    retry: { maxRetries: 0 }\n    circuitBreaker: { enabled: false }\n",
                Map.of("password", password));
    }

    @Test
    void theUserIsIntroducedOnceForEachConnection() throws Exception {
        ConnectorRoutes routes = routes("open-barley", "");

        assertThat(routes.answer("connector:api/POST?endpoint=/orders", ORDER, Map.of()))
                .isEqualTo(Map.of("here", true));
        routes.answer("connector:api/GET?endpoint=/orders", null, Map.of());

        assertThat(windows.requests())
                .containsExactly("HEAD /v1/orders 401", "POST /v1/orders 200 {\"sku\":\"A-1\"}", "GET /v1/orders 200");
    }

    @Test
    void aWrongPasswordIsTriedOnceAndNothingIsDone() throws Exception {
        ConnectorException failure =
                routes("wrong-barley", "").failure("connector:api/POST?endpoint=/orders", ORDER, Map.of());

        assertThat(failure.code()).isEqualTo("SERAI-HTTP-001");
        assertThat(failure).hasMessageContaining("Check 'connection.auth'").hasMessageNotContaining("wrong-barley");
        assertThat(windows.requests()).containsExactly("HEAD /v1/orders 401", "POST /v1/orders 401 {\"sku\":\"A-1\"}");
    }

    @Test
    void aServerThatForgotTheUserIsToldAgain() throws Exception {
        ConnectorRoutes routes = routes("open-barley", "");
        routes.answer("connector:api/GET?endpoint=/orders", null, Map.of());
        windows.forgetful = true;

        assertThat(routes.answer("connector:api/POST?endpoint=/orders", ORDER, Map.of()))
                .isEqualTo(Map.of("here", true));
        assertThat(windows.requests().subList(2, 5))
                .containsExactly(
                        "POST /v1/orders 401 {\"sku\":\"A-1\"}",
                        "HEAD /v1/orders 401",
                        "POST /v1/orders 200 {\"sku\":\"A-1\"}");
    }

    @Test
    void callsAtTheSameTimeShareAsManyConnectionsAsThereMayBe() throws Exception {
        ConnectorRoutes routes = routes("open-barley", "", 4);
        Rest api = Rest.of(routes.context(), "api");
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            calls.add(api.post("/orders").json(Map.of("n", i)).executeAsync().toCompletableFuture());
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

        assertThat(windows.requests().stream().filter(request -> request.startsWith("POST")))
                .hasSize(60)
                .doesNotHaveDuplicates()
                .allMatch(request -> request.startsWith("POST /v1/orders 200 "));
        assertThat(windows.connections()).isBetween(1, 4);
    }

    @Test
    void callsThatWaitForAConnectionAreCancelledOrTimeOutAndTheOthersGoOn() throws Exception {
        ConnectorRoutes routes = routes("open-barley", "", 4);
        Rest api = Rest.of(routes.context(), "api");
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            streams.add(stream(routes));
        }
        CompletableFuture<?> cancelled = api.get("/late").executeAsync().toCompletableFuture();
        cancelled.cancel(true);
        assertThat(routes.failure("connector:api/GET?endpoint=/late&replyTimeout=100ms", null, Map.of()))
                .hasMessageContaining("SERAI-HTTP-008")
                .hasMessageContaining("no connection to it came free");
        CompletableFuture<?> waiting = api.get("/orders").executeAsync().toCompletableFuture();
        for (InputStream stream : streams) {
            stream.close();
        }
        waiting.join();
        assertThat(windows.requests()).noneMatch(request -> request.contains("/late"));
    }

    /** What is streamed holds its connection until it is read or closed. */
    private static InputStream stream(ConnectorRoutes routes) throws Exception {
        Exchange reply = routes.send("connector:api/GET?endpoint=/long&responseType=stream", null, Map.of());
        assertThat(reply.getException()).isNull();
        return reply.getMessage().getBody(InputStream.class);
    }

    @Test
    void redirectsKeepToTheRuleAndNobodyElseHearsOfTheUser() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("1")));
        ConnectorRoutes routes = routes("open-barley", ", allowedOrigins: [ \"" + server.url() + "\" ]", 4);

        assertThat(routes.answer("connector:api/GET?endpoint=/moved", null, Map.of()))
                .isEqualTo(Map.of("here", true));
        routes.answer("connector:api/GET?endpoint=" + server.url() + "/elsewhere", null, Map.of());

        assertThat(windows.requests()).contains("GET /v1/moved 200", "GET /v1/here 200");
        assertThat(server.requests()).hasSize(1).noneMatch(request -> request.containsHeader("Authorization"));
    }

    @Test
    void aConnectionThatDoesNotStayOpenIsSaidToBeTheFault() throws Exception {
        windows.closing = true;
        assertThat(routes("open-barley", "").failure("connector:api/POST?endpoint=/orders", ORDER, Map.of()))
                .hasMessageContaining("SERAI-HTTP-001")
                .hasMessageContaining("POST /v1/orders was not sent: it closes the connection, which NTLM needs open");
        assertThat(windows.requests()).containsExactly("HEAD /v1/orders 401");
    }

    @Test
    void aServerThatGivesNoChallengeCostsNoConnectionForEver() throws Exception {
        windows.silent = true;
        ConnectorRoutes routes = routes("open-barley", "");
        for (int call = 0; call < 5; call++) {
            assertThat(routes.failure("connector:api/GET?replyTimeout=50ms", null, Map.of()))
                    .satisfies(failure -> assertThat(failure.code()).isEqualTo("SERAI-HTTP-008"))
                    .satisfies(failure -> assertThat(failure.neverSent()).isTrue());
        }
        windows.silent = false;

        assertThat(routes.answer("connector:api/GET", null, Map.of())).isEqualTo(Map.of("here", true));
    }

    @Test
    void nonsenseInPlaceOfAChallengeIsAFailure() throws Exception {
        ConnectorRoutes routes = routes("open-barley", "");
        for (String nonsense : List.of("%%%", "Tm90aGluZw==")) {
            windows.nonsense = nonsense;
            assertThat(routes.failure("connector:api/GET", null, Map.of()))
                    .hasMessageContaining("SERAI-HTTP-001")
                    .hasMessageContaining("its challenge");
        }
    }

    @Test
    void aServerThatAsksNobodyIsCalledAllTheSame() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("7")));
        ConnectorRoutes routes = routes(
                "    connection: { url: \"" + server.url()
                        + "\", auth: { type: ntlm, username: clerk, password: '{{password}}' } }\n",
                Map.of("password", "open-barley"));

        assertThat(routes.answer("connector:api/POST", ORDER, Map.of())).isEqualTo(7);
        assertThat(server.requests())
                .extracting(request -> request.getMethod() + " " + request.getBodyAsString())
                .containsExactly("HEAD ", "POST {\"sku\":\"A-1\"}");
    }
}
