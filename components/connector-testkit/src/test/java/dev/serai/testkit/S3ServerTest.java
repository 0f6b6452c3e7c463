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
import org.junit.jupiter.api.Test;

class S3ServerTest {

    @Test
    void itRefusesWhoDoesNotSignAndIsGoneWhenClosed() throws Exception {
        URI bucket;
        S3Server server = S3Server.start("the-key", "the-secret", "files");
        try (server) {
            bucket = URI.create(server.endpoint() + "/files");
            assertThat(get(bucket).statusCode()).isEqualTo(403);
        }
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(() -> get(bucket)).isInstanceOf(IOException.class);
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
