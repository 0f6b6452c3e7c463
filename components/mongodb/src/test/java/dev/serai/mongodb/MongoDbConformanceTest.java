/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

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

/** The MongoDB connector keeps the contract with a stand-in for MongoDB. */
class MongoDbConformanceTest extends ConnectorConformance {

    private static MongoDbSystem system;

    MongoDbConformanceTest() {
        lacks(Behaviour.UNSUPPORTED_REQUESTS, "Every comparison and order has its like in MongoDB.");
        lacks(Behaviour.TRANSACTIONS, "The stand-in has none; 'atomic' of 'bulk' needs a replica set.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "A database knows no keys of calls.");
        lacks(
                Behaviour.CANCELLATION,
                "A server is not told that nobody waits any more; 'requestTimeout' ends the call.");
    }

    @BeforeAll
    static void startServer() {
        system = new MongoDbSystem();
    }

    @AfterAll
    static void stopServer() {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String type() {
        return "mongodb";
    }

    @Override
    protected String variant() {
        return "mongo-java-server, a stand-in";
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
                "connection.database",
                "shop",
                "connection.username",
                MongoDbSystem.USER,
                "connection.password",
                MongoDbSystem.PASSWORD,
                "options.serverSelectionTimeout",
                "1s");
    }

    @Override
    protected Map<String, String> companions(String option) {
        return switch (option) {
            case "connection.tls.certificate" -> Map.of("connection.tls.privateKey", "${KEY}");
            case "connection.tls.privateKey" -> Map.of("connection.tls.certificate", "PEM");
            case "options.minConnections" -> Map.of("options.maxConnections", "10000");
            default -> Map.of();
        };
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.password", "open-barley-4711");
    }

    @Override
    protected Map<String, String> impatientOptions() {
        return Map.of("options.requestTimeout", "200ms", "options.serverSelectionTimeout", "200ms");
    }

    @Override
    protected Call read() {
        return Call.of("find", Map.of("collection", "fruits")).giving(MongoDbSystem.fruits());
    }

    @Override
    protected Call change() {
        return Call.of("insert", Map.of("collection", "marks", "documents", Map.of("note", "x")));
    }

    @Override
    protected Call changeOfWhatIsRead() {
        return Call.of(
                "update", Map.of("collection", "fruits", "filters", Map.of("_id", 0), "values", Map.of("name", "fig")));
    }

    @Override
    protected Call refused() {
        return Call.of("aggregate", Map.of("collection", "fruits", "pipeline", List.of(Map.of("$nonsense", 1))));
    }

    @Override
    protected Call aggregation() {
        return Call.of(
                        "aggregate",
                        Map.of(
                                "collection",
                                "fruits",
                                "pipeline",
                                "[{\"$group\": {\"_id\": null, \"sum\": {\"$sum\": \"$_id\"}}}]"))
                .giving(List.of(sum()));
    }

    private static Map<String, Object> sum() {
        Map<String, Object> sum = new HashMap<>();
        sum.put("_id", null);
        sum.put("sum", 15);
        return sum;
    }

    @Override
    protected Records records() {
        return new Records("fruits", Map.of(), MongoDbSystem.fruits(), "name");
    }

    @Override
    protected Records manyRecords() {
        return new Records("many", Map.of(), MongoDbSystem.fruits(), "_id");
    }

    /**
     * The stand-in's own, which runs in this process, and those of Java's own group of asynchronous channels, which all
     * connectors share and which end when they had nothing to do for a minute.
     */
    @Override
    protected String sharedThreads() {
        return "mongo-server-.*|Thread-#";
    }
}
