/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.configuration.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a connector shows who it is, as declared under {@code connection.auth}. Each type takes the options that its line
 * names; one that belongs to another type is refused. What stands in a secret is looked at when the connector starts,
 * because only then every reference has its value.
 */
public record AuthenticationSettings(
        @Option(value = "none, basic, bearer, apiKey, oauth2, jwt, ntlm or custom.", defaultValue = "none")
        Type type,

        @Option("For basic and ntlm: the name.") String username,

        @Option(value = "For basic and ntlm: the password.", secret = true)
        String password,

        @Option("For ntlm: the Windows domain that knows the user.")
        String domain,

        @Option("For ntlm: what the server is told that this machine is called. By default nothing.")
        String workstation,

        @Option(value = "For bearer: the token.", secret = true)
        String token,

        @Option(value = "For apiKey: the key.", secret = true)
        String key,

        @Option(
                "For apiKey, the header that carries the key, by default X-API-Key. For jwt, the header that carries the"
                        + " token, by default Authorization with 'Bearer' before it; in another header it stands alone.")
        String header,

        @Option("For apiKey: the query parameter that carries the key, in place of a header.")
        String queryParameter,

        @Option("For oauth2: where tokens are given out; https, or http on this machine.")
        String tokenUrl,

        @Option("For oauth2: the client's name.") String clientId,

        @Option(value = "For oauth2: the client's secret.", secret = true)
        String clientSecret,

        @Option(value = "For oauth2: clientCredentials or refreshToken.", defaultValue = "clientCredentials")
        Grant grant,

        @Option(
                value = "For oauth2 with the grant refreshToken: the first refresh token. One that the server sends"
                        + " in its place is used from then on, until the process ends.",
                secret = true)
        String refreshToken,

        @Option("For oauth2: what the token shall allow.") List<String> scopes,

        @Option("For oauth2 and jwt: whom the token is for.")
        String audience,

        @Option("For oauth2: further parameters of the token request.")
        Map<String, Object> tokenParameters,

        @Option(
                value = "For oauth2: basic sends the client's name and secret in a header, post in the request's body.",
                defaultValue = "basic")
        ClientAuthentication clientAuthentication,

        @Option(
                value = "For oauth2: how long before it expires a token is renewed; at most half of its life.",
                defaultValue = "30s",
                min = "0",
                max = "1h")
        Duration expirySkew,

        @Option(
                "For oauth2: when a token expires. jwt takes the token's own claim exp, a duration such as 20m counts from"
                        + " the answer, #bean:NAME asks an ExpiryRule. By default what the server says in expires_in, else exp, else"
                        + " 5 minutes.")
        String expiry,

        @Option(
                value = "For oauth2: how long connecting to the authorization server may take, and how long waiting for"
                        + " more of its answer.",
                defaultValue = "10s",
                min = "1ms",
                max = "5m")
        Duration tokenTimeout,

        @Option(value = "For jwt: HS256, RS256 or ES256.", defaultValue = "HS256")
        Algorithm algorithm,

        @Option(value = "For jwt with HS256: the shared secret, at least 32 bytes of UTF-8.", secret = true)
        String secret,

        @Option(
                value =
                        "For jwt with RS256 or ES256: the private key, PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.",
                secret = true)
        String privateKey,

        @Option("For jwt: the name of the key, sent as kid.")
        String keyId,

        @Option("For jwt: the claim iss.") String issuer,

        @Option("For jwt: the claim sub.") String subject,

        @Option("For jwt: further claims; texts, lists and maps of them.")
        Map<String, Object> claims,

        @Option(value = "For jwt: how long a token is valid.", defaultValue = "1h", min = "1s", max = "24h")
        Duration lifetime,

        @Option(
                value = "For jwt: how long before it expires a token is replaced; shorter than its life.",
                defaultValue = "5m",
                min = "0",
                max = "23h")
        Duration renewBefore,

        @Option("For custom: the AuthenticationProvider, #bean:NAME or #class:com.example.MyProvider.")
        String provider) {

    public AuthenticationSettings {
        AuthenticationRules rules = new AuthenticationRules(
                type,
                username,
                password,
                domain,
                workstation,
                token,
                key,
                header,
                queryParameter,
                tokenUrl,
                clientId,
                clientSecret,
                grant,
                refreshToken,
                scopes,
                audience,
                tokenParameters,
                clientAuthentication,
                expirySkew,
                expiry,
                tokenTimeout,
                algorithm,
                secret,
                privateKey,
                keyId,
                issuer,
                subject,
                claims,
                lifetime,
                renewBefore,
                provider);
        rules.refuseForeign();
        switch (type) {
            case NONE -> {}
            case BASIC, NTLM -> rules.require("username", "password");
            case BEARER -> rules.require("token");
            case API_KEY -> rules.apiKey();
            case OAUTH2 -> rules.oauth2(grant, tokenUrl, expiry);
            case JWT -> rules.jwt(algorithm, lifetime, renewBefore, claims);
            case CUSTOM -> rules.custom(provider);
        }
    }

    /** Shows no values: most are secrets. */
    @Override
    public String toString() {
        return "AuthenticationSettings[type=" + type.label() + "]";
    }

    /** The ways to show who one is. */
    public enum Type {
        NONE("none", List.of()),
        BASIC("basic", List.of("username", "password")),
        BEARER("bearer", List.of("token")),
        API_KEY("apiKey", List.of("key", "header", "queryParameter")),
        OAUTH2(
                "oauth2",
                List.of(
                        "tokenUrl",
                        "clientId",
                        "clientSecret",
                        "grant",
                        "refreshToken",
                        "scopes",
                        "audience",
                        "tokenParameters",
                        "clientAuthentication",
                        "expirySkew",
                        "expiry",
                        "tokenTimeout")),
        JWT(
                "jwt",
                List.of(
                        "algorithm",
                        "secret",
                        "privateKey",
                        "keyId",
                        "issuer",
                        "subject",
                        "audience",
                        "claims",
                        "lifetime",
                        "renewBefore",
                        "header")),
        NTLM("ntlm", List.of("username", "password", "domain", "workstation")),
        CUSTOM("custom", List.of("provider"));

        private final String label;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of alone
        private final List<String> options;

        Type(String label, List<String> options) {
            this.label = label;
            this.options = options;
        }

        String label() {
            return label;
        }

        boolean takes(String option) {
            return options.contains(option);
        }
    }

    /** What an authorization server is given in exchange for a token. */
    public enum Grant {
        CLIENT_CREDENTIALS,
        REFRESH_TOKEN
    }

    /** Where a client's name and secret stand in a token request. */
    public enum ClientAuthentication {
        BASIC,
        POST
    }

    /** How a JWT is signed. */
    public enum Algorithm {
        HS256,
        RS256,
        ES256
    }
}
