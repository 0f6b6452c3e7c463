/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionResult;
import dev.serai.http.SocketErrors;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.NodePeerTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before the server of the npm package ws. */
class WebSocketPeerTest extends NodePeerTest {

    private static final String REQUEST = "connector:api/request";
    private static final String CORRELATED = "    correlation: id\n";
    private static final String ONCE = "    retry: { maxRetries: 0 }\n";

    @Test
    void repliesFindTheirRequestsWhateverTheirOrder() throws Exception {
        start(CORRELATED);
        List<CompletableFuture<ExecutionResult>> calls = IntStream.range(0, 20)
                .mapToObj(n -> routes.connector()
                        .start("request", Map.of("message", Map.of("do", "late", "wait", 100 - 5 * n, "n", n)))
                        .toCompletableFuture())
                .toList();

        for (int n = 0; n < 20; n++) {
            assertThat(map(calls.get(n).join().output())).containsEntry("n", n);
        }
    }

    @Test
    void aLargeMessageComesBackAsItWas() throws Exception {
        start("    format: text\n");
        String large = "Größe ".repeat(200_000);

        assertThat(routes.answer(REQUEST, large, Map.of())).isEqualTo(large);
    }

    @Test
    void bytesComeBackAsTheyWere() throws Exception {
        start("    format: binary\n");

        assertThat(routes.answer(REQUEST, new byte[] {0, -1, 127}, Map.of())).isEqualTo(new byte[] {0, -1, 127});
    }

    @Test
    void theHandshakeHasThePathAndTheHeaders() throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "websocket",
                "    connection: { url: \"ws://" + server.address() + "/base\", headers: { X-Tenant: north } }\n"
                        + "    endpoint: /feed\n" + CORRELATED,
                Map.of());
        Map<String, Object> reply = map(routes.answer(REQUEST, Map.of("do", "handshake"), Map.of()));

        assertThat(reply).containsEntry("path", "/base/feed");
        assertThat(map(reply.get("headers"))).containsEntry("x-tenant", "north");
    }

    @Test
    void aPingOfTheServerIsAnswered() throws Exception {
        start(CORRELATED);

        assertThat(map(routes.answer(REQUEST, Map.of("do", "ping", "text", "are you there"), Map.of())))
                .containsEntry("pong", "are you there");
    }

    @Test
    void theServerAnswersPings() throws Exception {
        start(CORRELATED + "    options: { pingInterval: 50ms, pongTimeout: 5s }\n");

        // Longer than several pings take; an unanswered one would have closed the socket.
        assertThat(map(routes.answer(REQUEST, Map.of("do", "late", "wait", 500), Map.of())))
                .containsEntry("do", "late");
        assertThat(routes.connector().connector().healthCheck().up()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1001, SERAI-SOCKET-001",
        "1003, SERAI-SOCKET-003",
        "1008, SERAI-SOCKET-004",
        "1011, SERAI-SOCKET-001",
        "1012, SERAI-SOCKET-001",
        "3000, SERAI-SOCKET-004",
        "4401, SERAI-SOCKET-004",
        "4999, SERAI-SOCKET-003",
    })
    void theCodeOfACloseSaysWhatFailed(int code, String expected) throws Exception {
        start(CORRELATED + ONCE);
        ConnectorException failure =
                routes.failure(REQUEST, Map.of("do", "close", "code", code, "reason", "for the test"), Map.of());

        assertThat(failure.errorCode()).extracting(ErrorCode::code).isEqualTo(expected);
        assertThat(failure).hasMessageContaining("" + code).hasMessageContaining("for the test");
        assertThat(map(routes.answer(REQUEST, Map.of("again", true), Map.of()))).containsEntry("again", true);
    }

    @Test
    void aSocketThatVanishesIsLost() throws Exception {
        start(CORRELATED + ONCE);

        assertThat(routes.failure(REQUEST, Map.of("do", "vanish"), Map.of()).errorCode())
                .isEqualTo(SocketErrors.CLOSED);
        assertThat(map(routes.answer(REQUEST, Map.of("again", true), Map.of()))).containsEntry("again", true);
    }

    @Test
    void whatTheServerSendsIsReceivedInOrder() throws Exception {
        start("");
        routes.answer("connector:api/send", Map.of("do", "count", "to", 3), Map.of());

        for (int n = 1; n <= 3; n++) {
            assertThat(routes.answer("connector:api/receive", null, Map.of())).isEqualTo(Map.of("n", n));
        }
    }

    @Test
    void aStreamGivesEveryMessageInOrder() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        start("");
        read("?buffer=10&subscribe.do=count&subscribe.to=2000", seen);
        await().until(() -> seen.size() >= 2000);

        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, 2000)
                        .mapToObj(n -> Map.of("n", n))
                        .toList());
    }

    @Test
    void aStreamThatTheServerEndsIsSubscribedAgain() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        start("    retry: { delay: 10ms, maxDelay: 20ms }\n    login: '{{login}}'\n");
        read("?subscribe.do=close&subscribe.code=1012", seen);
        await().until(() -> seen.size() >= 3);

        assertThat(seen.subList(0, 3)).containsOnly(Map.of("hello", "again"));
    }

    @Test
    void aRegularEndIsTheEndWhenAsked() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        start("    retry: { delay: 1ms, maxDelay: 1ms }\n    login: '{{login}}'\n");
        read("?whenEnded=stop&subscribe.do=close&subscribe.code=1000", seen);
        await().until(() -> seen.size() == 1);

        // The reply takes longer than another subscription would.
        routes.answer("connector:api/send", Map.of("do", "late", "wait", 300), Map.of());
        assertThat(routes.answer("connector:api/receive", null, Map.of())).isEqualTo(Map.of("hello", "again"));
        assertThat(routes.answer("connector:api/receive", null, Map.of())).isEqualTo(Map.of("do", "late", "wait", 300));
        assertThat(seen).hasSize(1);
    }

    private void start(String further) throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "websocket",
                "    connection: { url: \"ws://" + server.address() + "\" }\n" + further,
                Map.of("login", "{\"hello\": \"again\"}"));
    }

    private void read(String options, List<Object> seen) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream" + options)
                        .routeId("reader")
                        .process(exchange -> seen.add(exchange.getMessage().getBody()));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object reply) {
        return (Map<String, Object>) reply;
    }
}
