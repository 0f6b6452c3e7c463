/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.http.HttpErrors;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.SelfSignedCertificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How sockets come about: encrypted, and through a proxy. */
class WebSocketConnectionTest extends WebSocketServerTest {

    private static final String PASSWORD = "open-barley";
    private static final String TEXT_ONCE = "    format: text\n    retry: { maxRetries: 0 }\n";

    private final Map<String, String> properties = new HashMap<>(Map.of("password", PASSWORD));
    private ConnectProxy proxy;

    @BeforeEach
    void startProxy() {
        proxy = ConnectProxy.start(
                "Basic " + Base64.getEncoder().encodeToString(("shop:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    private void serveEncrypted() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(folder, "server");
        properties.put("certificate", certificate.certificate());
        server = SocketServer.start(
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertValue(Buffer.buffer(certificate.certificate()))
                                .setKeyValue(Buffer.buffer(certificate.key()))),
                WebSocketConnectionTest::echo);
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }

    private void connect(String url, String further) throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "websocket",
                "    connection: { url: \"" + url + "\"" + further + " }\n" + TEXT_ONCE,
                properties);
    }

    private String throughProxy(String password) {
        return ", proxy: { host: 127.0.0.1, port: " + proxy.port() + ", username: shop, password: \"" + password
                + "\" }";
    }

    @Test
    void aServerIsTrustedByTheAuthorityThatIsGiven() throws Exception {
        serveEncrypted();
        connect("wss://127.0.0.1:" + server.port(), ", tls: { ca: \"{{certificate}}\" }");

        assertThat(answer(REQUEST, "over TLS")).isEqualTo("over TLS");
        assertThat(server.socket().isSsl()).isTrue();
    }

    @Test
    void aCertificateThatNobodySignedIsNotTrusted() throws Exception {
        serveEncrypted();
        connect("wss://127.0.0.1:" + server.port(), "");
        ConnectorException failure = failure(SEND, "secret");

        assertThat(failure.errorCode()).isEqualTo(HttpErrors.NOT_TRUSTED);
        assertThat(failure.neverSent()).isTrue();
        assertThat(server.sockets).isEmpty();
    }

    @Test
    void socketsGoThroughTheProxyThatIsGiven() throws Exception {
        serve(WebSocketConnectionTest::echo);
        connect("ws://nowhere.invalid:" + server.port(), throughProxy("{{password}}"));

        assertThat(answer(REQUEST, "around the corner")).isEqualTo("around the corner");
        assertThat(proxy.tunnels()).containsExactly("nowhere.invalid:" + server.port());
    }

    @Test
    void anEncryptedSocketGoesThroughAProxyAndIsStillTheServers() throws Exception {
        serveEncrypted();
        connect(
                "wss://127.0.0.1:" + server.port(),
                ", tls: { ca: \"{{certificate}}\" }" + throughProxy("{{password}}"));

        assertThat(answer(REQUEST, "unseen")).isEqualTo("unseen");
        assertThat(proxy.tunnels()).containsExactly("127.0.0.1:" + server.port());
    }

    @Test
    void aProxyThatDoesNotKnowTheUserIsAFailureThatWasNeverSent() throws Exception {
        properties.put("wrong", "wrong-barley");
        serve(WebSocketConnectionTest::echo);
        connect("ws://127.0.0.1:" + server.port(), throughProxy("{{wrong}}"));
        ConnectorException failure = failure(SEND, "x");

        assertThat(failure.errorCode()).isEqualTo(HttpErrors.NOT_REACHED);
        assertThat(failure.neverSent()).isTrue();
        assertThat(failure).hasMessageContaining("407").hasMessageNotContaining("barley");
        assertThat(server.sockets).isEmpty();
    }
}
