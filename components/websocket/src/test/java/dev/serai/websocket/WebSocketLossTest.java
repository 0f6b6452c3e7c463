/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.http.SocketErrors;
import dev.serai.testkit.ConnectorRoutes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sockets end, and come back where they may. */
class WebSocketLossTest extends WebSocketServerTest {

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
}
