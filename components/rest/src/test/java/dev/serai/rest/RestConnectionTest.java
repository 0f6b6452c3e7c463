/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testkit.SelfSignedCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How connections come about: with certificates of one's own, and through proxies. */
class RestConnectionTest extends RestServerTest {

    private static final String PASSWORD = "open-barley";

    @TempDir
    private Path keys;

    @Test
    void aServerIsTrustedByTheAuthorityThatIsGivenAndSeesTheCertificateThatIsGiven() throws Exception {
        SelfSignedCertificate theirs = SelfSignedCertificate.make(keys, "server");
        SelfSignedCertificate ours = SelfSignedCertificate.make(keys, "client");
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer encrypted = vertx.createHttpServer(new HttpServerOptions()
                            .setHost("127.0.0.1")
                            .setPort(0)
                            .setSsl(true)
                            .setKeyCertOptions(new PemKeyCertOptions()
                                    .setCertValue(Buffer.buffer(theirs.certificate()))
                                    .setKeyValue(Buffer.buffer(theirs.key())))
                            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(ours.certificate())))
                            .setClientAuth(ClientAuth.REQUIRED))
                    .requestHandler(request -> request.response().end("known"))
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            String connection = "    connection: { url: \"https://127.0.0.1:" + encrypted.actualPort() + "\"%s }\n"
                    + "    retry: { maxRetries: 0 }\n";
            Map<String, String> properties = new HashMap<>();
            properties.put("theirs", theirs.certificate());
            properties.put("ours", ours.certificate());
            properties.put("key", ours.key());

            assertThat(routes(String.format(connection, ""), properties).failure("connector:api/GET", null, Map.of()))
                    .hasMessageContaining("SERAI-HTTP-006")
                    .hasMessageContaining("certificate");
            stopRoutes();
            assertThat(routes(String.format(connection, ", tls: { ca: \"{{theirs}}\" }"), properties)
                            .failure("connector:api/GET", null, Map.of())
                            .getMessage())
                    .doesNotContain("BEGIN");
            stopRoutes();
            assertThat(routes(
                                    String.format(
                                            connection,
                                            ", tls: { ca: \"{{theirs}}\", certificate: \"{{ours}}\", privateKey: \"{{key}}\" }"),
                                    properties)
                            .answer("connector:api/GET?responseType=text", null, Map.of()))
                    .isEqualTo("known");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void callsGoThroughTheProxyThatIsGiven() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("7")));

        Object answer = routes(
                        "    connection: { url: \"http://nowhere.invalid/v1\", proxy: { host: 127.0.0.1, port: "
                                + server.port() + ", username: shop, password: \"{{password}}\" } }\n",
                        Map.of("password", PASSWORD))
                .answer("connector:api/GET?endpoint=/x", null, Map.of());

        assertThat(answer).isEqualTo(7);
        assertThat(server.requests().get(0).getHeader("Host")).startsWith("nowhere.invalid");
        assertThat(server.requests().get(0).getHeader("Proxy-Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString(("shop:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }
}
