/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OAuth2ServerTest {

    private static final String BASIC = "Basic c2hvcDpzM2NyM3Q=";

    @Test
    void givesEveryTimeAnotherTokenAndRemembersWhatItWasAsked() throws Exception {
        try (OAuth2Server server = OAuth2Server.start()) {
            server.tokenLife(Duration.ofMinutes(10));

            String first = ask(server).body();
            String second = ask(server).body();

            assertThat(first).contains("access_token", "expires_in").isNotEqualTo(second);
            assertThat(server.requests())
                    .containsExactly(
                            new OAuth2Server.Asked(BASIC, "grant_type=client_credentials&scope=read"),
                            new OAuth2Server.Asked(BASIC, "grant_type=client_credentials&scope=read"));
        }
    }

    @Test
    void answersAsToldOnce() throws Exception {
        try (OAuth2Server server = OAuth2Server.start()) {
            server.answerNext(400, "{\"error\":\"invalid_scope\"}");

            assertThat(ask(server).statusCode()).isEqualTo(400);
            assertThat(ask(server).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isGoneWhenItIsClosed() {
        OAuth2Server server = OAuth2Server.start();
        server.close();

        assertThatThrownBy(() -> ask(server)).isInstanceOf(IOException.class);
    }

    private static HttpResponse<String> ask(OAuth2Server server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.tokenUrl()))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", BASIC)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=read"))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }
}
