/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.authentication.AuthenticationSettings.Algorithm;
import dev.serai.connector.authentication.AuthenticationSettings.Grant;
import dev.serai.connector.configuration.Option;
import dev.serai.connector.configuration.ScalarConverter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which options of {@link AuthenticationSettings} go together. Every refusal is an {@link IllegalArgumentException}. */
final class AuthenticationRules {

    private static final String PREFIX = "connection.auth.";
    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** A token without these, or with others in their place, could not be renewed or would contradict the options. */
    private static final Set<String> OWN_CLAIMS = Set.of("iss", "sub", "aud", "iat", "exp");

    private final AuthenticationSettings.Type type;
    private final Object[] values;

    /** @param values of all components after the type, in their order */
    AuthenticationRules(AuthenticationSettings.Type type, Object... values) {
        this.type = type;
        this.values = values;
    }

    void refuseForeign() {
        RecordComponent[] components = AuthenticationSettings.class.getRecordComponents();
        for (int i = 1; i < components.length; i++) {
            String name = components[i].getName();
            if (!type.takes(name) && given(components[i], values[i - 1])) {
                String owners = Arrays.stream(AuthenticationSettings.Type.values())
                        .filter(other -> other.takes(name))
                        .map(other -> "'" + other.label() + "'")
                        .collect(Collectors.joining(" or "));
                throw refused(
                        name,
                        "belongs to authentication of type " + owners + ", not '" + type.label()
                                + "'. Leave it out, or change '" + PREFIX + "type'.");
            }
        }
    }

    /** A default that is written out changes nothing, and counts as not given. */
    private static boolean given(RecordComponent component, Object value) {
        if (value == null || (value instanceof Collection<?> items && items.isEmpty())) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        String standard = component.getAnnotation(Option.class).defaultValue();
        return standard.isEmpty() || !value.equals(ScalarConverter.convert(standard, component.getType()));
    }

    void require(String... names) {
        for (String name : names) {
            if (isMissing(name)) {
                throw refused(name, "is missing. Authentication of type '" + type.label() + "' needs it.");
            }
        }
    }

    void apiKey() {
        require("key");
        if (!isMissing("header") && !isMissing("queryParameter")) {
            throw refused("queryParameter", "stands beside '" + PREFIX + "header'. The key travels in one of them.");
        }
        requireHeaderName();
    }

    void oauth2(Grant grant, String tokenUrl, String expiry) {
        require("tokenUrl", "clientId");
        requireSafe(tokenUrl);
        if (grant == Grant.REFRESH_TOKEN) {
            requireFor("refreshToken", "The grant refreshToken");
        } else {
            requireFor("clientSecret", "The grant clientCredentials");
            refuseFor("refreshToken", "the grant clientCredentials", "Set '" + PREFIX + "grant: refreshToken'");
        }
        if (expiry != null) {
            requireExpiry(expiry);
        }
    }

    void jwt(Algorithm algorithm, Duration lifetime, Duration renewBefore, Map<String, Object> claims) {
        boolean shared = algorithm == Algorithm.HS256;
        requireFor(shared ? "secret" : "privateKey", "The algorithm " + algorithm);
        refuseFor(
                shared ? "privateKey" : "secret",
                "the algorithm " + algorithm,
                "Set '" + PREFIX + "algorithm: " + (shared ? "RS256" : "HS256") + "'");
        if (renewBefore.compareTo(lifetime) >= 0) {
            throw refused("renewBefore", "must be shorter than '" + PREFIX + "lifetime'.");
        }
        claims.keySet().stream().filter(OWN_CLAIMS::contains).findFirst().ifPresent(claim -> {
            throw refused("claims", "must not hold '" + claim + "'. Use issuer, subject, audience and lifetime.");
        });
        requireHeaderName();
    }

    void custom(String provider) {
        require("provider");
        if (!provider.matches("#(bean|class):.+")) {
            throw refused("provider", "must be #bean:NAME or #class:com.example.MyProvider.");
        }
    }

    private void requireFor(String name, String what) {
        if (isMissing(name)) {
            throw refused(name, "is missing. " + what + " needs it.");
        }
    }

    private void refuseFor(String name, String what, String remedy) {
        if (!isMissing(name)) {
            throw refused(name, "is not used by " + what + ". " + remedy + ", or leave it out.");
        }
    }

    private void requireHeaderName() {
        if (value("header") instanceof String header && !header.matches(HEADER_NAME)) {
            throw refused("header", "must be the name of a header, such as X-API-Key.");
        }
    }

    private static void requireSafe(String tokenUrl) {
        try {
            URI url = new URI(tokenUrl);
            boolean local = "http".equalsIgnoreCase(url.getScheme()) && isThisMachine(url.getHost());
            if (url.getHost() != null && ("https".equalsIgnoreCase(url.getScheme()) || local)) {
                if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                    throw refused(
                            "tokenUrl",
                            "must hold no user and no '#'. Write credentials under clientId and" + " clientSecret.");
                }
                return;
            }
        } catch (URISyntaxException e) {
            throw refused("tokenUrl", "is not a URL: " + e.getReason() + ".");
        }
        throw refused(
                "tokenUrl",
                "must be an https URL, such as https://login.example.com/oauth2/token. Only on this"
                        + " machine may it be http, because the client's secret is sent there.");
    }

    private static boolean isThisMachine(String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }

    private static void requireExpiry(String expiry) {
        if (expiry.equals(ExpiryRules.JWT) || expiry.startsWith(ExpiryRules.BEAN)) {
            return;
        }
        try {
            if (!ScalarConverter.duration(expiry).isZero()) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw refused("expiry", "must be jwt, a duration such as 20m, or #bean:NAME of an ExpiryRule.");
    }

    private boolean isMissing(String name) {
        Object value = value(name);
        return value == null || value.equals("");
    }

    private Object value(String name) {
        List<String> names = Arrays.stream(AuthenticationSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return values[names.indexOf(name) - 1];
    }

    private static IllegalArgumentException refused(String option, String sentence) {
        return new IllegalArgumentException("The option '" + PREFIX + option + "' " + sentence);
    }
}
