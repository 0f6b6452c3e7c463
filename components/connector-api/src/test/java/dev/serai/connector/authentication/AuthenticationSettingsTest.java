/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationSettingsTest extends AuthenticationTest {

    private static final String OAUTH2 = "type: oauth2, tokenUrl: 'https://x/token', clientId: c";

    @Test
    void hasItsDefaults() {
        AuthenticationSettings settings = settings("{}");

        assertThat(settings.type()).isEqualTo(AuthenticationSettings.Type.NONE);
        assertThat(settings.grant()).isEqualTo(AuthenticationSettings.Grant.CLIENT_CREDENTIALS);
        assertThat(settings.clientAuthentication()).isEqualTo(AuthenticationSettings.ClientAuthentication.BASIC);
        assertThat(settings.expirySkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.tokenTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.algorithm()).isEqualTo(AuthenticationSettings.Algorithm.HS256);
        assertThat(settings.lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.renewBefore()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "type: basic, username: u | password' is missing. Authentication of type 'basic' needs it.",
                "type: bearer | token' is missing. Authentication of type 'bearer' needs it.",
                "type: apiKey, header: X-K | key' is missing. Authentication of type 'apiKey' needs it.",
                "type: ntlm, username: u | password' is missing. Authentication of type 'ntlm' needs it.",
                "type: basic, username: u, password: p, domain: D | domain' belongs to authentication of type 'ntlm', not 'basic'. Leave it out, or change 'connection.auth.type'.",
                "type: custom | provider' is missing. Authentication of type 'custom' needs it.",
                "type: basic, username: u, password: p, token: t | token' belongs to authentication of type 'bearer', not 'basic'. Leave it out, or change 'connection.auth.type'.",
                "username: u | username' belongs to authentication of type 'basic' or 'ntlm', not 'none'. Leave it out, or change 'connection.auth.type'.",
                "type: bearer, token: t, lifetime: 2h | lifetime' belongs to authentication of type 'jwt', not 'bearer'. Leave it out, or change 'connection.auth.type'.",
                "type: bearer, token: t, audience: a | audience' belongs to authentication of type 'oauth2' or 'jwt', not 'bearer'. Leave it out, or change 'connection.auth.type'.",
                "type: apiKey, key: k, header: X-K, queryParameter: k | queryParameter' stands beside 'connection.auth.header'. The key travels in one of them.",
                "type: apiKey, key: k, header: 'X K' | header' must be the name of a header, such as X-API-Key.",
                "type: oauth2, tokenUrl: 'http://example.com/token', clientId: c, clientSecret: s | tokenUrl' must be an https URL, such as https://login.example.com/oauth2/token. Only on this machine may it be http, because the client's secret is sent there.",
                "type: oauth2, tokenUrl: 'http://127.0.0.1.example.com/token', clientId: c, clientSecret: s | tokenUrl' must be an https URL, such as https://login.example.com/oauth2/token. Only on this machine may it be http, because the client's secret is sent there.",
                OAUTH2 + " | clientSecret' is missing. The grant clientCredentials needs it.",
                OAUTH2 + ", grant: refreshToken | refreshToken' is missing. The grant refreshToken needs it.",
                OAUTH2
                        + ", clientSecret: s, refreshToken: r | refreshToken' is not used by the grant clientCredentials. Set 'connection.auth.grant: refreshToken', or leave it out.",
                OAUTH2
                        + ", clientSecret: s, expiry: soon | expiry' must be jwt, a duration such as 20m, or #bean:NAME of an ExpiryRule.",
                "type: jwt | secret' is missing. The algorithm HS256 needs it.",
                "type: jwt, algorithm: ES256, secret: s | privateKey' is missing. The algorithm ES256 needs it.",
                "type: jwt, secret: s, privateKey: k | privateKey' is not used by the algorithm HS256. Set 'connection.auth.algorithm: RS256', or leave it out.",
                "type: jwt, secret: s, lifetime: 5m | renewBefore' must be shorter than 'connection.auth.lifetime'.",
                "type: jwt, secret: s, claims: { exp: 1 } | claims' must not hold 'exp'. Use issuer, subject, audience and lifetime.",
                "type: custom, provider: mine | provider' must be #bean:NAME or #class:com.example.MyProvider.",
            },
            delimiter = '|')
    void refusesWhatCannotWork(String auth, String problem) {
        assertThatThrownBy(() -> settings("{ " + auth + " }"))
                .hasMessageEndingWith("The option 'connection.auth." + problem);
    }

    @Test
    void showsNoSecret() {
        assertThat(settings("{ type: basic, username: u, password: s3cret }"))
                .hasToString("AuthenticationSettings[type=basic]");
    }
}
