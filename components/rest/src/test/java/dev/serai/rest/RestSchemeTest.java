/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.registry.ConnectorRegistry;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scheme {@code serai-rest}, as an application that embeds the jar uses it. */
class RestSchemeTest {

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(get(urlEqualTo("/articles/7")).willReturn(okJson("{\"sku\": 7}")));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.stop();
    }

    @Test
    void anApiIsCalledWithItsAddressInTheUri() {
        assertThat(context.createProducerTemplate()
                        .requestBody(
                                "serai-rest:adhoc/GET?endpoint=/articles/7&url=" + server.baseUrl(), (Object) null))
                .isEqualTo(Map.of("sku", 7));
    }

    @Test
    void headersOfTheCallAndOfTheConnectionAreToldApart() {
        ConnectorEndpoint endpoint = context.getEndpoint(
                "serai-rest:adhoc/GET?connection.headers.Accept=application/json&headers.X-Trace=1&url="
                        + server.baseUrl(),
                ConnectorEndpoint.class);

        assertThat(endpoint.options()).isEqualTo(Map.of("headers", Map.of("X-Trace", "1")));
    }

    @Test
    void aMisspeltConnectorIsRefusedWithASuggestion() {
        ConnectorRegistry.of(context).declare("stock", "rest", Map.of("url", server.baseUrl()));

        assertThat(context.getEndpoint("serai-rest:stock/GET")).isNotNull();
        assertThatThrownBy(() -> context.getEndpoint("serai-rest:stok/GET"))
                .rootCause()
                .hasMessageContaining("Did you mean 'stock'?");
    }
}
