/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.ConfigurationBinder;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorsFile;
import dev.serai.connector.configuration.References;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.http.HttpOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestConfigurationTest {

    @Test
    void isFoundByItsTypeAndHasItsDefaults() {
        RestConfiguration configuration = read("connection: { url: http://localhost }");

        assertThat(configuration.connection().headers()).isEmpty();
        assertThat(configuration.connection().auth().type()).isEqualTo(AuthenticationSettings.Type.NONE);
        assertThat(configuration.options())
                .isEqualTo(new HttpOptions(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        100,
                        20,
                        true,
                        new ByteSize(10 * 1024 * 1024),
                        5,
                        false,
                        "Idempotency-Key",
                        false));
        assertThat(configuration.healthPath()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{} | connectors.yaml:4:17: The option 'connection.url' is missing. The base URL; every call stays under it. http or https.",
                "{ url: ftp://x } | connectors.yaml:4:17: 'connection.url' must be an absolute http or https URL, such as https://api.example.com/v1.",
                "{ url: 'http://a b' } | connectors.yaml:4:17: 'connection.url' is not a URL: Illegal character in authority.",
                "{ url: 'http://u@x' } | connectors.yaml:4:17: 'connection.url' must end with its path. Write credentials under 'connection.auth', and a query at each call.",
                "{ url: 'http://x', headers: { authorization: y } } | connectors.yaml:4:17: 'connection.headers' must not hold 'authorization', because headers are not kept secret. Use 'connection.auth'.",
                "{ url: 'http://x', auth: { type: basic, username: u } } | connectors.yaml:4:42: The option 'connection.auth.password' is missing. Authentication of type 'basic' needs it.",
                "{ url: 'http://x', auth: { type: bearer, token: abc } } | connectors.yaml:4:65: 'connection.auth.token' is a secret and must not stand in the file. Write a reference without a default, such as ${TOKEN}, or set serai.dev=true in application.properties while developing.",
                "{ url: 'http://x', allowedOrigins: [ 'https://y/z' ] } | connectors.yaml:4:17: 'connection.allowedOrigins' holds 'https://y/z'. An origin ends with its host or port, such as https://files.example.com:8443.",
                "{ url: 'http://x', tls: { certificate: x } } | connectors.yaml:4:41: 'connection.tls.certificate' and 'connection.tls.privateKey' go together: give both or neither.",
                "{ url: 'http://x', auth: { type: digest } } | connectors.yaml:4:50: 'connection.auth.type' has the value 'digest'. Expected one of: none, basic, bearer, apiKey, oauth2, jwt, ntlm, custom.",
            },
            delimiter = '|')
    void refusesWhatCannotWork(String connection, String problem) {
        assertThatThrownBy(() -> read("connection: " + connection)).hasMessage(problem);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{ recordsPath: '$..items' } | 'pagination.recordsPath' must lead to one place, unlike '$..items'. Write it without wildcards and filters, such as $.data.items.",
                "{ cursorPath: $.next, cursorHeader: X-Next } | 'pagination.cursorPath' and 'pagination.cursorHeader' exclude each other: give one.",
                "{ strategy: pages } | 'pagination.strategy' has the value 'pages'. Expected one of: none, offset, page, cursor, link, nextUrl.",
            },
            delimiter = '|')
    void refusesPagesThatCannotBeRead(String pagination, String problem) {
        assertThatThrownBy(() -> read("connection: { url: http://x }\n    pagination: " + pagination))
                .hasMessageContaining(problem);
    }

    @Test
    void refusesMoreOriginsThanConnections() {
        assertThatThrownBy(() -> read("connection: { url: 'http://x', allowedOrigins: [ 'https://y', 'https://z' ] }\n"
                        + "    options: { maxConnections: 2 }"))
                .hasMessageContaining("'options.maxConnections' is 2, but 3 origins may be called, with"
                        + " 'connection.allowedOrigins'. Each needs one.");
    }

    private static RestConfiguration read(String declaration) {
        Map<String, ConnectorFactory<?>> factories =
                ConnectorTypes.of(RestConfigurationTest.class.getClassLoader()).factories();
        ConnectorDeclaration<?> read = new ConnectorsFile(
                        factories, new ConfigurationBinder(new References(name -> null, text -> text), false))
                .read("connectors.yaml", "connectors:\n  - name: api\n    type: rest\n    " + declaration + "\n")
                .get(0);
        return (RestConfiguration) read.configuration();
    }
}
