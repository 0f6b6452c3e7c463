/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The gRPC connector keeps the contract. */
class GrpcConformanceTest extends ConnectorConformance {

    private static final String USER = "serai";
    private static final String PASSWORD = "open-sesame-4711";
    private static final String NO_RECORDS = "Every service lists what it has in its own way.";
    private static final String NO_PLACE = "The messages of a stream start routes, but have no place to go on from.";

    private static InventorySystem system;

    GrpcConformanceTest() {
        lacks(
                Behaviour.CONNECTING_REACHES_THE_SYSTEM,
                "A service may be served by the very routes that start after the connector.");
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.STREAMING, NO_PLACE);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_PLACE);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, NO_RECORDS);
        lacks(Behaviour.TRANSACTIONS, "gRPC has none.");
    }

    @BeforeAll
    static void startServer() {
        system = new InventorySystem(USER, PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "grpc";
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

    /** All channels of a virtual machine share gRPC's threads. */
    @Override
    protected String sharedThreads() {
        return "grpc-.*|globalEventExecutor-.*";
    }

    @Override
    protected Call read() {
        return get("A-7").giving(item());
    }

    private static Map<String, Object> item() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("sku", "A-7");
        item.put("quantity", 0);
        item.put("note", "hello");
        return item;
    }

    private static Call get(String sku) {
        return Call.of("query", Map.of("method", "shop.Inventory/Get", "request", Map.of("sku", sku)));
    }

    @Override
    protected Call change() {
        return Call.of("call", Map.of("method", "shop.Inventory/Take", "request", Map.of("sku", "A-7")));
    }

    @Override
    protected Call refused() {
        return get("refused");
    }
}
