/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.Redaction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Credentials that stay the same. */
final class FixedProvider implements AuthenticationProvider {

    static final String AUTHORIZATION = "Authorization";
    private static final String API_KEY_HEADER = "X-API-Key";

    private final CompletableFuture<Credentials> credentials;

    private FixedProvider(Credentials credentials) {
        this.credentials = CompletableFuture.completedFuture(credentials);
    }

    /** @throws IllegalArgumentException when a secret holds what cannot be sent */
    static FixedProvider of(AuthenticationSettings settings, Redaction redaction) {
        return new FixedProvider(
                switch (settings.type()) {
                    case BASIC -> basic(settings, redaction);
                    case BEARER -> Credentials.header(AUTHORIZATION, "Bearer " + sendable("token", settings.token()));
                    case API_KEY -> apiKey(settings, redaction);
                    default -> Credentials.NONE;
                });
    }

    private static Credentials basic(AuthenticationSettings settings, Redaction redaction) {
        if (settings.username().contains(":")) {
            throw new IllegalArgumentException(
                    "The option 'connection.auth.username' must not hold a ':'. HTTP takes it"
                            + " for the end of the name.");
        }
        String pair = settings.username() + ":" + settings.password();
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        redaction.add(encoded);
        return Credentials.header(AUTHORIZATION, "Basic " + encoded);
    }

    private static Credentials apiKey(AuthenticationSettings settings, Redaction redaction) {
        String key = sendable("key", settings.key());
        if (settings.queryParameter() == null) {
            return Credentials.header(settings.header() == null ? API_KEY_HEADER : settings.header(), key);
        }
        // A server that repeats the address it was asked for repeats the key as it stands there.
        redaction.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
        redaction.add(URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));
        return Credentials.queryParameter(settings.queryParameter(), key);
    }

    private static String sendable(String option, String secret) {
        if (secret.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The secret of 'connection.auth." + option
                    + "' holds a line break or another control character, which cannot be sent. Look whether it was"
                    + " copied whole and alone.");
        }
        return secret;
    }

    @Override
    public CompletionStage<Credentials> credentials() {
        return credentials;
    }
}
