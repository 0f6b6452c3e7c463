/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FaultyHttpServerTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersInTurnAndStaysWithTheLastAnswer() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.answerInTurn("/stock", serviceUnavailable(), serviceUnavailable(), ok("three"));

            assertThat(get(server.url() + "/stock").statusCode()).isEqualTo(503);
            assertThat(get(server.url() + "/stock").statusCode()).isEqualTo(503);
            assertThat(get(server.url() + "/stock").body()).isEqualTo("three");
            assertThat(get(server.url() + "/stock").body()).isEqualTo("three");
            assertThat(server.requests())
                    .extracting(LoggedRequest::getUrl)
                    .containsOnly("/stock")
                    .hasSize(4);

            server.forget();
            assertThat(get(server.url() + "/stock").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void breaksConnectionsWhenToldTo() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.answer(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

            assertThatThrownBy(() -> get(server.url())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void encryptsWithACertificateThatNobodyTrusts() {
        try (FaultyHttpServer server = FaultyHttpServer.startEncrypted()) {
            assertThat(server.url()).startsWith("https://");
            assertThatThrownBy(() -> get(server.url())).isInstanceOf(SSLHandshakeException.class);
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
