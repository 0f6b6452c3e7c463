/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.vault.HashicorpVaultConfiguration;
import org.junit.jupiter.api.Test;

/** Camel's own jar asks for the secret; the answers are those that Vault's HTTP interface documents for KV version 2. */
class VaultReferenceTest {

    @Test
    void aSecretComesFromVault() {
        WireMockServer vault = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        vault.start();
        CamelContext camelContext = new DefaultCamelContext();
        try {
            vault.stubFor(
                    get(urlPathEqualTo("/v1/secret/data/orders-db"))
                            .withHeader("X-Vault-Token", equalTo("vault-token"))
                            .willReturn(
                                    okJson(
                                            "{\"request_id\":\"1\",\"data\":{\"data\":{\"password\":\"s3cr3t\"},\"metadata\":{\"version\":1}}}")));
            HashicorpVaultConfiguration configuration = new HashicorpVaultConfiguration();
            configuration.setToken("vault-token");
            configuration.setHost("127.0.0.1");
            configuration.setPort(String.valueOf(vault.port()));
            configuration.setScheme("http");
            camelContext.getVaultConfiguration().setHashicorpVaultConfiguration(configuration);
            String reference = "{{hashicorp:secret:orders-db#password}}";

            assertThat(References.isPure(reference)).isTrue();
            assertThat(new References(name -> null, camelContext::resolvePropertyPlaceholders).resolve(reference))
                    .isEqualTo("s3cr3t");
        } finally {
            camelContext.stop();
            vault.stop();
        }
    }
}
