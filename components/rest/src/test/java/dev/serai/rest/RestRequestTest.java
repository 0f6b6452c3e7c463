/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestRequestTest extends RestServerTest {

    private static final String ONCE = "    retry: { maxRetries: 0 }\n";

    @Test
    void aRequestIsPutTogetherInJava() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("{\"id\":7}").withStatus(201)));

        ExecutionResult result = Rest.of(routes(ONCE).context(), "api")
                .post("/shops/{shop}/orders")
                .param("shop", "a b")
                .query("dry", true)
                .query("tag", List.of("x", "y"))
                .header("Accept", "application/json")
                .idempotencyKey("order-7")
                .timeout(Duration.ofSeconds(5))
                .json(Map.of("sku", "A-1"))
                .execute();

        assertThat(result.output()).isEqualTo(Map.of("id", 7));
        assertThat(result.metadata()).containsEntry("status", 201);
        var request = server.requests().get(0);
        assertThat(request.getUrl()).isEqualTo("/v1/shops/a%20b/orders?dry=true&tag=x&tag=y");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("order-7");
        assertThat(request.getBodyAsString()).isEqualTo("{\"sku\":\"A-1\"}");
    }

    @Test
    void everyMethodHasItsBeginning() throws Exception {
        server.answer(any(anyUrl()).willReturn(okJson("{}")));
        Rest rest = Rest.of(routes(ONCE).context(), "api");
        for (RestRequest request : List.of(
                rest.get("/x"),
                rest.put("/x"),
                rest.patch("/x"),
                rest.delete("/x"),
                rest.head("/x"),
                rest.options("/x"),
                rest.post("/x").part("note", "hello"))) {
            request.execute();
        }
        assertThat(server.requests())
                .extracting(request -> request.getMethod().getName())
                .containsExactly("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "POST");
    }

    @Test
    void failuresAreThoseOfTheConnector() throws Exception {
        server.answer(any(anyUrl()).willReturn(notFound()));
        Rest rest = Rest.of(routes(ONCE).context(), "api");
        assertThatThrownBy(() -> rest.get("/nobody").execute())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("SERAI-HTTP-004")
                .hasMessageContaining("Connector 'api', operation 'GET'");
        assertThatThrownBy(() -> rest.get("/{nobody}").execute()).hasMessageContaining("needs a value for {nobody}");
        assertThatThrownBy(() -> Rest.of(routes(ONCE).context(), "apu")).hasMessageContaining("Did you mean 'api'?");
    }
}
