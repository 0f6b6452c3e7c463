/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.Records;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The GraphQL connector keeps the contract. */
class GraphQlConformanceTest extends ConnectorConformance {

    private static final String OF_ITS_OWN = "Every API asks for it in its own way, which 'arguments' takes as it is.";

    private static KeyValueGraphQl system;

    GraphQlConformanceTest() {
        lacks(
                Behaviour.CONNECTING_REACHES_THE_SYSTEM,
                "An API may be served by the very routes that start after the connector.");
        lacks(Behaviour.FILTERING, OF_ITS_OWN);
        lacks(Behaviour.SORTING, OF_ITS_OWN);
        lacks(Behaviour.OFFSETS, "A Relay connection goes on after a cursor only.");
        lacks(Behaviour.AGGREGATION, OF_ITS_OWN);
        lacks(Behaviour.TRANSACTIONS, "GraphQL has none.");
    }

    @BeforeAll
    static void startServer() {
        system = new KeyValueGraphQl();
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "graphql";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.url",
                system.url(),
                "connection.auth.type",
                "basic",
                "connection.auth.username",
                KeyValueGraphQl.USER,
                "connection.auth.password",
                KeyValueGraphQl.PASSWORD,
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

    @Override
    protected Call read() {
        return Call.of(
                        "query",
                        Map.of("query", "query Greeting { key(name: \"greeting\") }", "operationName", "Greeting"))
                .giving(Map.of("key", "hello"));
    }

    @Override
    protected Call change() {
        return Call.of("mutation", Map.of("query", "mutation { append(name: \"note\", text: \".\") }"));
    }

    @Override
    protected Call refused() {
        return Call.of("query", Map.of("query", "{ refused }"));
    }

    @Override
    protected Records records() {
        return named("fruit.", "value");
    }

    @Override
    protected Records manyRecords() {
        return named("many.", "name");
    }

    private static Records named(String prefix, String sortedBy) {
        return new Records(
                "records",
                Map.of("fields", List.of("name", "value", "length"), "arguments", Map.of("prefix", prefix)),
                KeyValueGraphQl.fruits(),
                sortedBy);
    }
}
