/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.http.HttpErrors;
import dev.serai.http.SocketErrors;
import dev.serai.testkit.ConnectorRoutes;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket needs to be opened. */
class WebSocketHandshakeTest extends WebSocketServerTest {

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
    void healthOpensASocketForAMomentWhereNoneIsOpen() throws Exception {
        serve(socket -> {});
        start("");

        assertThat(routes.connector().test().message()).contains("opens a WebSocket");
        await().until(() -> server.sockets.size() == 1 && server.socket().isClosed());
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
    void ntlmIsRefusedBecauseNoSocketCanBeOpenedWithIt() {
        assertThatThrownBy(() -> routes = ConnectorRoutes.start(
                        folder,
                        "websocket",
                        "    connection: { url: \"ws://127.0.0.1\", auth: { type: ntlm, username: clerk, password:"
                                + " '{{password}}' } }\n",
                        Map.of("password", "open-barley")))
                .satisfies(failure ->
                        assertThat(rootMessage(failure)).contains("'connection.auth.type' must not be ntlm"));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
