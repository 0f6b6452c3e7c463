/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionResult;
import dev.serai.http.HttpErrors;
import dev.serai.http.SocketErrors;
import dev.serai.testkit.ConnectorRoutes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are sent, received and answered over one socket, which comes back when it was lost. */
@Timeout(60)
class WebSocketCallTest {

    private static final String SEND = "connector:api/send";
    private static final String RECEIVE = "connector:api/receive";
    private static final String REQUEST = "connector:api/request";

    @TempDir
    private Path folder;

    private SocketServer server;
    private ConnectorRoutes routes;

    @AfterEach
    void stop() {
        if (routes != null) {
            routes.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatIsSentArrives() throws Exception {
        serve(socket -> {});
        start("");
        answer(SEND, Map.of("text", "hällo"));
        answer(SEND, List.of(1, 2));
        answer(SEND, "{\"as\": \"it is\"}");
        await().until(() -> server.messages.size() == 3);

        assertThat(server.messages).containsExactly("{\"text\":\"hällo\"}", "[1,2]", "{\"as\": \"it is\"}");
        assertThat(server.sockets).hasSize(1);
        assertThat(server.socket().path()).isEqualTo("/ws");
    }

    @Test
    void bytesAreABinaryMessage() throws Exception {
        List<byte[]> received = new ArrayList<>();
        serve(socket -> socket.binaryMessageHandler(buffer -> received.add(buffer.getBytes())));
        start("    format: binary\n");
        answer(SEND, new byte[] {1, 2, 3});
        answer(SEND, "text");
        await().until(() -> received.size() == 2);

        assertThat(received.get(0)).containsExactly(1, 2, 3);
        assertThat(received.get(1)).asString().isEqualTo("text");
    }

    @Test
    void aMessageIsReceivedWhetherItCameBeforeOrComesLater() throws Exception {
        serve(socket -> socket.writeTextMessage("{\"n\": 1}"));
        start("");
        assertThat(answer(RECEIVE, null)).isEqualTo(Map.of("n", 1));
        CompletionStage<ExecutionResult> waiting = routes.connector().start("receive", Map.of());
        server.socket().writeTextMessage("[2]");

        assertThat(waiting.toCompletableFuture().join().output()).isEqualTo(List.of(2));
    }

    @ParameterizedTest
    @CsvSource({"dropOldest,34", "dropNewest,12", "wait,1234"})
    void whatNobodyReceivesIsKeptWithinBounds(String overflow, String kept) throws Exception {
        serve(socket -> {
            for (int i = 1; i <= 4; i++) {
                socket.writeTextMessage(Integer.toString(i));
            }
            socket.textMessageHandler(socket::writeTextMessage);
        });
        start("    correlation: id\n    options: { buffer: 2, overflow: " + overflow + " }\n");
        if (!overflow.equals("wait")) {
            // The reply comes behind the messages, so that they are all there.
            answer(REQUEST, Map.of("id", "x"));
        }
        StringBuilder received = new StringBuilder();
        while (received.length() < kept.length()) {
            received.append(answer(RECEIVE, null));
        }

        assertThat(received).hasToString(kept);
    }

    @Test
    void aMessageThatDoesNotComeInTimeIsATimeOut() throws Exception {
        serve(socket -> {});
        start("    retry: { maxRetries: 0 }\n");

        assertThat(failure(RECEIVE + "?replyTimeout=50ms", null))
                .satisfies(failure -> assertThat(failure.errorCode()).isEqualTo(WebSocketErrors.TIMED_OUT))
                .hasMessageContaining("No message came within 50 ms");
        CompletableFuture<Object> later = CompletableFuture.supplyAsync(() -> unchecked(RECEIVE));
        await().until(() -> !server.sockets.isEmpty());
        server.socket().writeTextMessage("\"for the next\"");
        assertThat(later.join()).isEqualTo("for the next");
    }

    @Test
    void repliesFindTheirRequestsWhateverTheirOrder() throws Exception {
        List<String> asked = new ArrayList<>();
        serve(socket -> socket.textMessageHandler(text -> {
            asked.add(text);
            if (asked.size() == 20) {
                for (int i = 19; i >= 0; i--) {
                    JsonObject request = new JsonObject(asked.get(i));
                    socket.writeTextMessage(new JsonObject()
                            .put("header", request.getJsonObject("header"))
                            .put("twice", 2 * request.getInteger("n"))
                            .encode());
                }
            }
        }));
        start("    correlation: header.requestId\n");
        List<CompletableFuture<ExecutionResult>> calls = IntStream.range(0, 20)
                .mapToObj(n -> routes.connector()
                        .start("request", Map.of("message", Map.of("n", n, "header", Map.of("kept", true))))
                        .toCompletableFuture())
                .toList();

        for (int n = 0; n < 20; n++) {
            assertThat((Map<?, ?>) calls.get(n).join().output())
                    .satisfies(
                            reply -> assertThat(reply.get("header").toString()).contains("kept=true"))
                    .extracting("twice")
                    .isEqualTo(2 * n);
        }
    }

    @Test
    void withoutCorrelationRepliesComeInTurn() throws Exception {
        serve(socket -> socket.textMessageHandler(text -> socket.writeTextMessage("\"re: " + text + "\"")));
        start("");
        List<CompletableFuture<ExecutionResult>> calls = IntStream.range(0, 50)
                .mapToObj(n -> routes.connector()
                        .start("request", Map.of("message", n))
                        .toCompletableFuture())
                .toList();

        for (int n = 0; n < 50; n++) {
            assertThat(calls.get(n).join().output()).isEqualTo("re: " + n);
        }
        assertThat(server.sockets).hasSize(1);
    }

    @Test
    void aLateReplyIsNotTakenForThatOfTheNextRequest() throws Exception {
        serve(socket -> socket.textMessageHandler(text -> {
            if (server.sockets.size() > 1) {
                socket.writeTextMessage("\"right\"");
            }
        }));
        start("    retry: { maxRetries: 0 }\n");
        assertThat(failure(REQUEST + "?replyTimeout=50ms", "first")).hasMessageContaining("No reply came within 50 ms");
        ServerWebSocket first = server.socket();
        if (!first.isClosed()) {
            first.writeTextMessage("\"wrong\"");
        }

        assertThat(answer(REQUEST, "second")).isEqualTo("right");
    }

    @Test
    void theKeyOfAStepIsTheRequestsIdentity() throws Exception {
        serve(socket -> socket.textMessageHandler(socket::writeTextMessage));
        start("    correlation: id\n");

        assertThat(routes.answer(REQUEST, Map.of("n", 1), Map.of("CamelSeraiIdempotencyKey", "step-7")))
                .isEqualTo(Map.of("n", 1, "id", "step-7"));
    }

    @Test
    void aRequestThatCannotBeToldFromAnotherIsRefused() throws Exception {
        serve(socket -> {});
        start("    correlation: id\n");
        CompletableFuture<ExecutionResult> first = routes.connector()
                .start("request", Map.of("message", Map.of("id", 7)))
                .toCompletableFuture();
        await().until(() -> !server.messages.isEmpty());
        assertThat(failure(REQUEST, Map.of("id", "7")))
                .hasMessageContaining("A request with the same 'id', '7', still waits for its reply");
        assertThat(failure(REQUEST, List.of(1))).hasMessageContaining("wants a map with the field 'id'");
        assertThat(failure(REQUEST, "no json")).hasMessageContaining("text that is not JSON");
        server.socket().writeTextMessage("{\"id\": 7, \"ok\": true}");
        assertThat(first.join().output()).isEqualTo(Map.of("id", 7, "ok", true));
    }

    @Test
    void whatIsNoMessageIsRefusedBeforeItIsSent() throws Exception {
        serve(socket -> {});
        start("");

        assertThat(failure(SEND, new Thread()))
                .satisfies(failure -> assertThat(failure.errorCode()).isEqualTo(WebSocketErrors.MESSAGE_REFUSED))
                .hasMessageContaining("java.lang.Thread");
        assertThat(failure(SEND, null)).hasMessageContaining("'message' is missing");
        assertThat(server.sockets).isEmpty();
    }

    @Test
    void aMessageThatIsNotJsonIsAFailureOfTheOneWhoReceivesIt() throws Exception {
        serve(socket -> {
            socket.writeTextMessage("<html>");
            socket.writeTextMessage("{\"fine\": true}");
        });
        start("");

        assertThat(failure(RECEIVE, null))
                .satisfies(failure -> assertThat(failure.errorCode()).isEqualTo(WebSocketErrors.MESSAGE_UNREADABLE))
                .hasMessageContaining("It is not JSON")
                .hasMessageContaining("column 1");
        assertThat(answer(RECEIVE, null)).isEqualTo(Map.of("fine", true));
    }

    @Test
    void piecesOfAMessageArePutTogether() throws Exception {
        byte[] text = "\"ä lot\"".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        serve(socket -> {
            socket.writeFrame(WebSocketFrame.textFrame("", false));
            // In the middle of a character.
            socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer().appendBytes(text, 0, 2), false));
            socket.writePing(Buffer.buffer("between"));
            socket.writeFrame(
                    WebSocketFrame.continuationFrame(Buffer.buffer().appendBytes(text, 2, text.length - 2), true));
        });
        start("");

        assertThat(answer(RECEIVE, null)).isEqualTo("ä lot");
    }

    @Test
    void aMessageBeyondTheBoundEndsTheSocket() throws Exception {
        serve(socket -> socket.textMessageHandler(text -> {
            for (int i = 0; i < 4; i++) {
                socket.writeFrame(
                        i == 0
                                ? WebSocketFrame.textFrame("x".repeat(400), false)
                                : WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(400)), i == 3));
            }
        }));
        start("    options: { maxMessageSize: 1KB }\n    retry: { maxRetries: 0 }\n");
        ConnectorException failure = failure(REQUEST, "more");

        assertThat(failure.errorCode()).isEqualTo(SocketErrors.MESSAGE_TOO_LARGE);
        assertThat(failure)
                .hasMessageContaining("larger than 1024 bytes")
                .hasMessageContaining("ws://127.0.0.1:" + server.port() + "/ws");
        await().until(() -> server.sockets.get(0).isClosed());
    }

    @Test
    void textThatIsNotUtf8EndsTheSocket() throws Exception {
        serve(socket -> socket.textMessageHandler(text -> socket.writeFrame(WebSocketFrame.textFrame("", false))
                .compose(sent -> socket.writeFrame(
                        WebSocketFrame.continuationFrame(Buffer.buffer(new byte[] {(byte) 0xc3, 0x28}), true)))));
        start("    retry: { maxRetries: 0 }\n");

        assertThat(failure(REQUEST, "more").errorCode()).isEqualTo(SocketErrors.PROTOCOL_BROKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "1001,SERAI-SOCKET-001,true",
        "1008,SERAI-SOCKET-004,false",
        "1011,SERAI-SOCKET-001,true",
        "4401,SERAI-SOCKET-004,false",
        "4711,SERAI-SOCKET-003,false"
    })
    void theCodeOfACloseSaysWhatItMeans(int code, String error, boolean recoverable) throws Exception {
        serve(socket -> socket.textMessageHandler(text -> socket.close((short) code, "said so")));
        start("    retry: { maxRetries: 0 }\n");
        ConnectorException failure = failure(REQUEST, "more");

        assertThat(failure.code()).isEqualTo(error);
        assertThat(failure.recoverable()).isEqualTo(recoverable);
        assertThat(failure).hasMessageContaining("code " + code + ": 'said so'");
    }

    @Test
    void aLostSocketIsOpenedAgainByTheNextCallAndOtherwiseByItself() throws Exception {
        serve(socket -> socket.writeTextMessage("\"hello\""));
        start("    retry: { delay: 10ms, maxDelay: 50ms }\n");
        assertThat(answer(RECEIVE, null)).isEqualTo("hello");
        server.socket().close((short) 1011);
        await().until(() -> server.sockets.size() == 2);

        assertThat(answer(RECEIVE, null)).isEqualTo("hello");
    }

    @Test
    void aReadOnlyRequestIsRepeatedAfterALossAndAnotherIsNot() throws Exception {
        serve(socket -> socket.textMessageHandler(text -> {
            if (server.sockets.size() > 1) {
                socket.writeTextMessage("\"at last\"");
            } else {
                socket.close((short) 1011);
            }
        }));
        start("    retry: { delay: 10ms, maxDelay: 50ms }\n");

        assertThat(answer("connector:api/query", "q")).isEqualTo("at last");
        routes.close();
        server.sockets.clear();
        start("    retry: { delay: 10ms, maxDelay: 50ms }\n");
        assertThat(failure(REQUEST, "r").errorCode()).isEqualTo(SocketErrors.CLOSED);
    }

    @Test
    void aServerThatIsAwayIsAConnectionFailureThatWasNeverSent() throws Exception {
        serve(socket -> {});
        int port = server.port();
        server.close();
        routes = ConnectorRoutes.start(
                folder,
                "websocket",
                "    connection: { url: \"ws://127.0.0.1:" + port + "\" }\n    retry: { maxRetries: 0 }\n",
                Map.of());
        for (String operation : List.of(SEND, REQUEST)) {
            ConnectorException failure = failure(operation, "x");
            assertThat(failure.errorCode()).isEqualTo(HttpErrors.NOT_REACHED);
            assertThat(failure.neverSent()).isTrue();
            assertThat(failure).hasMessageContaining("127.0.0.1:" + port + " cannot be reached");
        }
        assertThat(routes.connector().test().up()).isFalse();
    }

    @Test
    void aHandshakeThatIsRefusedFailsAsAnHttpCall() throws Exception {
        server = SocketServer.answering(request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", "7")
                .end("slowly"));
        start("    retry: { maxRetries: 0 }\n");
        ConnectorException failure = failure(SEND, "x");

        assertThat(failure.errorCode()).isEqualTo(HttpErrors.RATE_LIMITED);
        assertThat(failure.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).hasSeconds(7));
        assertThat(failure).hasMessageContaining("answered 429").hasMessageContaining("the WebSocket /ws");
    }

    @Test
    void aServerThatNeverAnswersTheHandshakeIsATimeOut() throws Exception {
        server = SocketServer.answering(request -> {});
        start("    options: { requestTimeout: 100ms }\n    retry: { maxRetries: 0 }\n");

        assertThat(failure(SEND, "x").category()).isEqualTo(ErrorCategory.TIMEOUT);
    }

    @Test
    void credentialsAndHeadersGoWithTheHandshakeAndALoginIsSentFirst() throws Exception {
        serve(socket -> {});
        start(
                "    login: '{{login}}'\n",
                "headers: { X-Tenant: t1 }, auth: { type: bearer, token: \"{{token}}\" }",
                Map.of("login", "{\"login\":\"me\"}", "token", "secret-token-4711"));
        answer(SEND, "first");
        await().until(() -> server.messages.size() == 2);

        assertThat(server.messages).containsExactly("{\"login\":\"me\"}", "first");
        assertThat(server.socket().headers().get("Authorization")).isEqualTo("Bearer secret-token-4711");
        assertThat(server.socket().headers().get("X-Tenant")).isEqualTo("t1");
        assertThat(server.socket().headers().get("Origin")).isNull();
    }

    @Test
    void subProtocolsAreOffered() throws Exception {
        server = SocketServer.start(new HttpServerOptions().addWebSocketSubProtocol("chat.v2"), socket -> {});
        start("    subProtocols: [ chat.v3, chat.v2 ]\n");
        answer(SEND, "x");

        assertThat(server.socket().subProtocol()).isEqualTo("chat.v2");
    }

    @Test
    void aServerThatKnowsNoneOfTheSubProtocolsIsRefused() throws Exception {
        serve(socket -> {});
        start("    subProtocols: [ chat.v3 ]\n    retry: { maxRetries: 0 }\n");
        ConnectorException failure = failure(SEND, "x");

        assertThat(failure.errorCode()).isEqualTo(SocketErrors.PROTOCOL_BROKEN);
        assertThat(failure).hasMessageContaining("chat.v3");
    }

    @Test
    void aServerThatAnswersNoPingIsGivenUp() throws Exception {
        DeafServer deaf = DeafServer.start();
        try {
            routes = ConnectorRoutes.start(
                    folder,
                    "websocket",
                    "    connection: { url: \"ws://127.0.0.1:" + deaf.port() + "\" }\n"
                            + "    options: { pingInterval: 50ms, pongTimeout: 50ms }\n    retry: { maxRetries: 0 }\n",
                    Map.of());
            ConnectorException failure = failure(REQUEST, "anybody?");

            assertThat(failure.errorCode()).isEqualTo(SocketErrors.SILENT);
            assertThat(failure).hasMessageContaining("did not answer a ping within 50 ms");
        } finally {
            deaf.close();
        }
    }

    @Test
    void pingsKeepAQuietSocket() throws Exception {
        List<Buffer> pings = new ArrayList<>();
        serve(socket -> socket.frameHandler(frame -> {
            if (frame.isPing()) {
                pings.add(frame.binaryData());
            }
        }));
        start("    options: { pingInterval: 20ms, pongTimeout: 5s }\n");
        answer(SEND, "x");
        await().until(() -> pings.size() >= 5);

        assertThat(server.socket().isClosed()).isFalse();
        assertThat(routes.connector().test()).satisfies(health -> {
            assertThat(health.up()).isTrue();
            assertThat(health.message()).contains("answers a ping");
        });
    }

    @Test
    void healthOpensASocketForAMomentWhereNoneIsOpen() throws Exception {
        serve(socket -> {});
        start("");

        assertThat(routes.connector().test().message()).contains("opens a WebSocket");
        await().until(() -> server.sockets.size() == 1 && server.socket().isClosed());
    }

    @Test
    void aDisconnectEndsTheCallsThatWait() throws Exception {
        serve(socket -> {});
        start("");
        CompletableFuture<ExecutionResult> request =
                routes.connector().start("request", Map.of("message", "x")).toCompletableFuture();
        CompletableFuture<ExecutionResult> receiving =
                routes.connector().start("receive", Map.of()).toCompletableFuture();
        await().until(() -> !server.messages.isEmpty());
        routes.close();

        for (CompletableFuture<ExecutionResult> call : List.of(request, receiving)) {
            assertThatThrownBy(call::join).hasCauseInstanceOf(ConnectorException.class);
        }
        await().until(() -> server.socket().isClosed());
    }

    @Test
    void aCancelledCallIsOverAtOnce() throws Exception {
        serve(socket -> {});
        start("    correlation: id\n");
        CompletableFuture<ExecutionResult> call = routes.connector()
                .start("request", Map.of("message", Map.of("id", 1)))
                .toCompletableFuture();
        await().until(() -> !server.messages.isEmpty());
        call.cancel(true);
        // Its identity is free again.
        CompletableFuture<ExecutionResult> again = routes.connector()
                .start("request", Map.of("message", Map.of("id", 1)))
                .toCompletableFuture();
        await().until(() -> server.messages.size() == 2);
        server.socket().writeTextMessage("{\"id\": 1}");

        assertThat(again.join().output()).isEqualTo(Map.of("id", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "127.0.0.1:80",
                "ws://",
                "ws://user:open-sesame@127.0.0.1",
                "ws://127.0.0.1?a=b"
            })
    void aUrlThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> routes = ConnectorRoutes.start(
                        folder, "websocket", "    connection: { url: \"" + url + "\" }\n", Map.of()))
                .satisfies(failure -> assertThat(rootMessage(failure)).contains("'connection.url'"));
    }

    @Test
    void anOperationThatIsNotConnectedSaysSo() throws Exception {
        serve(socket -> {});
        start("");
        routes.connector().connector().disconnect();

        assertThat(failure(SEND, "x").errorCode()).isEqualTo(ConnectorErrors.NOT_CONNECTED);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private void serve(java.util.function.Consumer<ServerWebSocket> use) {
        server = SocketServer.start(use);
    }

    private void start(String further) throws Exception {
        start(further, "", Map.of());
    }

    private void start(String further, String connection, Map<String, String> properties) throws Exception {
        String more = connection.isEmpty() ? "" : ", " + connection;
        routes = ConnectorRoutes.start(
                folder,
                "websocket",
                "    connection: { url: \"" + server.url() + "\"" + more + " }\n" + further,
                properties);
    }

    private Object answer(String endpoint, Object body) throws Exception {
        return routes.answer(endpoint, body, Map.of());
    }

    private Object unchecked(String endpoint) {
        try {
            return answer(endpoint, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ConnectorException failure(String endpoint, Object body) throws Exception {
        return routes.failure(endpoint, body, Map.of());
    }
}
