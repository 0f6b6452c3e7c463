/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ExecutionResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages are sent, received and answered over one socket. */
class WebSocketCallTest extends WebSocketServerTest {

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
        answer(SEND, "opens the socket");

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
        answer(SEND, "opens the socket");
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

    @Test
    void anOperationThatIsNotConnectedSaysSo() throws Exception {
        serve(socket -> {});
        start("");
        routes.connector().connector().disconnect();

        assertThat(failure(SEND, "x").errorCode()).isEqualTo(ConnectorErrors.NOT_CONNECTED);
    }
}
