/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.testkit.FaultyHttpServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system of a declared connector holds, as a person at the command line sees it. */
class DiscoveryTest {

    private static final String SCHEMA = """
            {"data":{"__schema":{"queryType":{"name":"Query"},"mutationType":null,"subscriptionType":null,
            "directives":[],"types":[{"kind":"OBJECT","name":"Query","description":"Where queries begin.",
            "inputFields":null,"interfaces":[],"enumValues":null,"possibleTypes":null,"fields":[
            {"name":"order","description":"One order.","isDeprecated":false,"deprecationReason":null,
            "type":{"kind":"SCALAR","name":"String","ofType":null},"args":[{"name":"id","description":null,
            "defaultValue":null,"type":{"kind":"NON_NULL","name":null,"ofType":
            {"kind":"SCALAR","name":"ID","ofType":null}}}]}]}]}}}
            """;

    @TempDir
    private Path folder;

    private void declare(String url) {
        TestWorkspaces.write(
                folder,
                "connectors.yaml",
                "connectors:\n  - { name: shop, type: graphql, connection: { url: '" + url + "' } }\n");
    }

    @Test
    void theTypesOfASchemaAndTheirFields() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.answer(post(urlPathEqualTo("/graphql")).willReturn(okJson(SCHEMA)));
            declare(server.url());
            CommandRun run = CommandRun.of("connectors", "describe", "shop", folder);
            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .contains("Operation mutation", "Found: type Query", "Where queries begin.")
                    .containsPattern("order\\(id: ID!\\) +String +One order\\.");
            JsonNode document = CommandRun.of("connectors", "describe", "shop", folder, "--json")
                    .json();
            assertThat(document.at("/discovered/0/fields/0/name").asText()).isEqualTo("order(id: ID!)");
        }
    }

    @Test
    void aSystemThatIsAway() {
        declare("http://localhost:1");
        CommandRun run = CommandRun.of("connectors", "describe", "shop", folder);
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .startsWith("What its system holds is not shown, because it cannot be asked: SERAI-HTTP-005: Connector"
                        + " 'shop': localhost:1 cannot be reached");
        assertThat(run.out()).contains("GraphQL: Calls GraphQL APIs.").doesNotContain("Found:");
    }
}
