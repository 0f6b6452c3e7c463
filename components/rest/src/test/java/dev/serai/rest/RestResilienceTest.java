/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.HealthCheckResult;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RestResilienceTest extends RestServerTest {

    private static final String QUICK = "    retry: { delay: 1ms }\n";
    private static final Map<String, Object> KEY = Map.of("CamelSeraiIdempotencyKey", "order-7");

    @Test
    void aReadIsRepeatedUntilTheServerAnswers() throws Exception {
        server.answerInTurn("/v1/x", serviceUnavailable(), serviceUnavailable(), ok());
        ConnectorRoutes routes = routes(QUICK);

        routes.answer("connector:api/GET?endpoint=/x", null, Map.of());

        assertThat(server.requests()).hasSize(3);
        assertThat(routes.connector().retries()).isEqualTo(2);
    }

    @Test
    void aReadIsRepeatedAsOftenAsDeclaredAndNoMore() throws Exception {
        server.answer(any(anyUrl()).willReturn(serviceUnavailable()));

        routes("    retry: { maxRetries: 2, delay: 1ms }\n").failure("connector:api/GET", null, Map.of());

        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aPostIsNotRepeated() throws Exception {
        server.answer(any(anyUrl()).willReturn(serviceUnavailable()));

        routes(QUICK).failure("connector:api/POST", "x", Map.of());

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPostWithAKeyIsNotRepeatedWhenTheServerDoesNotHonourKeys() throws Exception {
        server.answer(any(anyUrl()).willReturn(serviceUnavailable()));

        routes(QUICK).failure("connector:api/POST", "x", KEY);

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).getHeader("Idempotency-Key")).isEqualTo("order-7");
    }

    @Test
    void aPostWithAKeyThatTheServerHonoursIsRepeatedWithTheSameKey() throws Exception {
        server.answerInTurn("/v1", serviceUnavailable(), serviceUnavailable(), ok());

        routes(QUICK + "    options: { idempotencyKeysHonoured: true, idempotencyHeader: X-Key }\n")
                .answer("connector:api/POST", "x", KEY);

        assertThat(server.requests())
                .extracting(request -> request.getHeader("X-Key"))
                .containsExactly("order-7", "order-7", "order-7");
        assertThat(server.requests()).extracting(LoggedRequest::getBodyAsString).containsOnly("x");
    }

    @Test
    void aPostThatWasNeverSentIsRepeated() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok()));
        try (TcpProxy network = TcpProxy.start("127.0.0.1", server.port())) {
            network.cut();
            ConnectorRoutes routes = routes(
                    "    connection: { url: \"http://127.0.0.1:" + network.port() + "\" }\n"
                            + "    retry: { maxRetries: 10, delay: 20ms, multiplier: 1 }\n",
                    Map.of());
            CompletableFuture<Object> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return routes.send("connector:api/POST", "x", Map.of()).getException();
                } catch (Exception e) {
                    return e;
                }
            });
            Awaitility.await().until(() -> routes.connector().retries() >= 2);
            network.restore();

            assertThat(answer.join()).isNull();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theServersWishToWaitIsObeyed() throws Exception {
        server.answerInTurn("/v1", serviceUnavailable().withHeader("Retry-After", "1"), ok());
        long start = System.nanoTime();

        routes(QUICK).answer("connector:api/GET", null, Map.of());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aLongerWaitThanDeclaredEndsTheCallAndIsToldToTheCaller() throws Exception {
        server.answer(any(anyUrl()).willReturn(jsonResponse("{}", 429).withHeader("Retry-After", "60")));

        ConnectorException failure =
                routes("    retry: { delay: 1ms, maxDelay: 2s }\n").failure("connector:api/GET", null, Map.of());

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void theBreakerOpensAfterConsecutiveFailuresAndSparesTheServer() throws Exception {
        server.answer(any(anyUrl()).willReturn(serviceUnavailable()));
        ConnectorRoutes routes =
                routes("    retry: { maxRetries: 0 }\n    circuitBreaker: { failures: 3, recovery: 60s }\n");
        for (int call = 0; call < 3; call++) {
            assertThat(routes.failure("connector:api/GET", null, Map.of()).code())
                    .isEqualTo("SERAI-HTTP-003");
        }

        ConnectorException rejected = routes.failure("connector:api/GET", null, Map.of());

        assertThat(rejected.code()).isEqualTo("SERAI-CONNECTOR-009");
        assertThat(rejected.neverSent()).isTrue();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aRefusedCallSaysNothingAgainstTheServer() throws Exception {
        server.answer(any(anyUrl()).willReturn(notFound()));
        ConnectorRoutes routes = routes("    circuitBreaker: { failures: 2 }\n");

        for (int call = 0; call < 4; call++) {
            assertThat(routes.failure("connector:api/GET", null, Map.of()).code())
                    .isEqualTo("SERAI-HTTP-004");
        }
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void noMoreConnectionsAreOpenedThanDeclared() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok().withFixedDelay(50)));
        try (TcpProxy network = TcpProxy.start("127.0.0.1", server.port())) {
            ConnectorRoutes routes = routes(
                    "    connection: { url: \"http://127.0.0.1:" + network.port() + "\" }\n"
                            + "    options: { maxConnectionsPerHost: 3 }\n",
                    Map.of());
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int call = 0; call < 12; call++) {
                calls.add(routes.connector()
                        .execute(routes.connector().operation("GET"), Map.of(), ExecutionContext.EMPTY)
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

            assertThat(network.connections()).isEqualTo(3);
            assertThat(server.requests()).hasSize(12);
        }
    }

    @Test
    void originsShareTheConnectionsThatThereMayBeInAll() throws Exception {
        server.answer(any(anyUrl()).willReturn(ok().withFixedDelay(50)));
        try (TcpProxy base = TcpProxy.start("127.0.0.1", server.port());
                TcpProxy other = TcpProxy.start("127.0.0.1", server.port())) {
            String elsewhere = "http://127.0.0.1:" + other.port();
            ConnectorRoutes routes = routes(
                    "    connection: { url: \"http://127.0.0.1:" + base.port() + "\", allowedOrigins: [ \"" + elsewhere
                            + "\" ] }\n    options: { maxConnections: 5 }\n",
                    Map.of());
            Rest api = Rest.of(routes.context(), "api");
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int call = 0; call < 12; call++) {
                calls.add(api.get("/a").executeAsync().toCompletableFuture());
                calls.add(api.get(elsewhere + "/b").executeAsync().toCompletableFuture());
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

            assertThat(base.connections()).isEqualTo(2);
            assertThat(other.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(24);
        }
    }

    @Test
    void healthIsWhatTheServerAnswers() throws Exception {
        server.answer(any(anyUrl()).willReturn(notFound()));
        ConnectorRoutes routes = routes("");
        assertThat(routes.connector().connector().healthCheck())
                .matches(HealthCheckResult::up)
                .extracting(HealthCheckResult::message)
                .isEqualTo("127.0.0.1:" + server.port() + " answers 404.");
        assertThat(server.requests())
                .extracting(request -> request.getMethod().value())
                .containsExactly("HEAD", "GET");

        server.answer(any(anyUrl()).willReturn(serviceUnavailable()));
        assertThat(routes.connector().connector().healthCheck().up()).isFalse();
    }

    @Test
    void healthSaysWhyTheServerIsNotReached() throws Exception {
        int port = FreePort.find();
        assertThat(routes("    connection: { url: \"http://127.0.0.1:" + port + "\" }\n", Map.of())
                        .connector()
                        .connector()
                        .healthCheck())
                .matches(result -> !result.up())
                .extracting(HealthCheckResult::message)
                .asString()
                .startsWith("SERAI-HTTP-005: Connector 'api': 127.0.0.1:" + port + " cannot be reached");
    }

    @Test
    void aConnectorConnectsOnceAndMayCloseTwice() throws Exception {
        ConnectorRoutes routes = routes(QUICK);
        var connector = routes.connector().connector();

        assertThat(catchThrowable(connector::connect))
                .hasMessage(
                        "SERAI-CONNECTOR-008: Connector 'api': The connector is already connected. Disconnect it before connecting it again.");
        connector.disconnect();
        connector.disconnect();
        assertThat(routes.failure("connector:api/GET", null, Map.of()).code()).isEqualTo("SERAI-CONNECTOR-007");
    }
}
