/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The suite for a connector that speaks HTTP with the options that these share. */
public abstract class HttpConnectorConformance extends ConnectorConformance {

    /** The user that the server lets in. */
    protected static final String USER = "serai";

    /** The user's password. */
    protected static final String PASSWORD = "open-sesame-4711";

    protected HttpConnectorConformance() {
        lacks(
                Behaviour.CONNECTING_REACHES_THE_SYSTEM,
                "An API may be served by the very routes that start after the connector.");
    }

    /** The server's base URL. */
    protected abstract String url();

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.url",
                url(),
                "connection.auth.type",
                "basic",
                "connection.auth.username",
                USER,
                "connection.auth.password",
                PASSWORD,
                "options.idempotencyKeysHonoured",
                "true");
    }

    @Override
    protected Map<String, String> companions(String option) {
        return switch (option) {
            case "connection.auth.expirySkew", "connection.auth.tokenTimeout" ->
                instead(
                        "connection.auth.type", "oauth2",
                        "connection.auth.tokenUrl", "https://login.example.com/token",
                        "connection.auth.clientId", "serai",
                        "connection.auth.clientSecret", "open-barley-4711");
            case "connection.auth.lifetime" -> jwt("connection.auth.renewBefore", "1ms");
            case "connection.auth.renewBefore" -> jwt("connection.auth.lifetime", "24h");
            default -> Map.of();
        };
    }

    private static Map<String, String> jwt(String option, String value) {
        return instead(
                "connection.auth.type",
                "jwt",
                "connection.auth.secret",
                "a-shared-secret-of-more-than-32-bytes",
                option,
                value);
    }

    /** In place of a name and a password. */
    private static Map<String, String> instead(String... options) {
        Map<String, String> companions = new HashMap<>();
        companions.put("connection.auth.username", null);
        companions.put("connection.auth.password", null);
        for (int i = 0; i < options.length; i += 2) {
            companions.put(options[i], options[i + 1]);
        }
        return companions;
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.auth.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.auth.password", "open-barley-4711");
    }

    @Override
    protected Map<String, String> impatientOptions() {
        return Map.of("options.requestTimeout", "200ms");
    }

    @Override
    protected String sharedThreads() {
        return "vert\\.x-.*";
    }
}
