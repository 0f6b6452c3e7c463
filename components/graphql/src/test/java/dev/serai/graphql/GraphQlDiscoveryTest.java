/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import dev.serai.connector.DiscoveringConnector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema has. */
class GraphQlDiscoveryTest extends GraphQlServerTest {

    @Test
    void theTypesOfARealSchema() throws Exception {
        try (KeyValueGraphQl system = new KeyValueGraphQl("serai", "open-sesame-4711")) {
            system.reset();
            String declaration = "    connection: { url: \"" + system.url()
                    + "\", auth: { type: basic, username: serai, password: \"{{secret}}\" } }\n";
            List<DiscoveredResource> found = discover(declaration, Map.of("secret", "open-sesame-4711"));
            assertThat(found)
                    .extracting(DiscoveredResource::name)
                    .containsExactly("Query", "Mutation", "Edge", "PageInfo", "Record", "Records");
            assertThat(found).extracting(DiscoveredResource::kind).containsOnly("type");
            assertThat(found.get(0).fields())
                    .contains(
                            new Part("key(name: String!)", "String", ""),
                            new Part("records(prefix: String!, first: Int, after: String)", "Records", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"__schema\":null}", "[]", "{\"__schema\":{\"types\":7}}"})
    void whatIsNoSchema(String data) {
        server.answer(post(urlPathEqualTo("/v1/graphql")).willReturn(okJson("{\"data\":" + data + "}")));
        assertThatThrownBy(() -> discover("    connection: { url: \"" + server.url() + "/v1\" }\n", Map.of()))
                .hasCauseInstanceOf(ConnectorException.class)
                .hasMessageContaining("is no schema");
    }

    private List<DiscoveredResource> discover(String declaration, Map<String, String> properties) throws Exception {
        DiscoveringConnector connector = (DiscoveringConnector)
                routes(declaration, properties).connector().connector();
        return connector.discover().toCompletableFuture().join();
    }
}
