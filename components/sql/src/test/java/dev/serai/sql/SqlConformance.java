/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The SQL connector, whichever database it talks to. */
abstract class SqlConformance extends ConnectorConformance {

    static final String PASSWORD = "open-sesame-4711";

    SqlConformance() {
        lacks(Behaviour.REQUIRED_OPTIONS, "Either 'connection.url' or 'provider' is given.");
        lacks(Behaviour.UNSUPPORTED_REQUESTS, "Databases have all filters and orders of the contract.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "A database knows no keys of calls.");
    }

    @Override
    protected String type() {
        return "sql";
    }

    @Override
    protected Map<String, String> companions(String option) {
        return switch (option) {
            case "options.maxOverflow" -> Map.of("options.poolSize", "1");
            case "connection.port" -> {
                Map<String, String> inPlaceOfTheUrl = new HashMap<>();
                inPlaceOfTheUrl.put("connection.url", null);
                inPlaceOfTheUrl.put("connection.database", "orders");
                inPlaceOfTheUrl.put("provider", "postgresql");
                yield inPlaceOfTheUrl;
            }
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
        return Map.of("options.queryTimeout", "100ms");
    }

    /** What declares a connector to a database that asks for a password. */
    static Map<String, String> options(String url, String user) {
        return Map.of(
                "connection.url",
                url,
                "connection.username",
                user,
                "connection.password",
                PASSWORD,
                "options.acquireTimeout",
                "1500ms");
    }

    /** Reads the two items. */
    static Call reading(String sql) {
        return Call.of("query", Map.of("sql", sql))
                .giving(List.of(Map.of("id", 1, "name", "apple"), Map.of("id", 2, "name", "pear")));
    }

    @Override
    protected Call change() {
        return Call.of("insert", Map.of("table", "marks", "values", Map.of("note", "x")));
    }

    @Override
    protected Call refused() {
        return Call.of("query", Map.of("sql", "SELECT nothing FROM nowhere"));
    }

    @Override
    protected Call abortedChanges() {
        return Call.of(
                "transaction",
                Map.of(
                        "statements",
                        List.of("INSERT INTO marks (note) VALUES ('x')", "INSERT INTO nowhere VALUES (1)")));
    }

    @Override
    protected Call aggregation() {
        return Call.of("query", Map.of("sql", "SELECT max(id) AS \"top\", min(name) AS \"first\" FROM items"))
                .giving(List.of(Map.of("top", 2, "first", "apple")));
    }

    @Override
    protected Records records() {
        return new Records(
                "records",
                Map.of(),
                List.of(
                        row(1, "pear"),
                        row(2, "fig"),
                        row(3, "apple"),
                        row(5, "kiwi"),
                        row(7, "date"),
                        row(11, "lime")),
                "name");
    }

    private static Map<String, Object> row(int id, String name) {
        return Map.of("id", id, "name", name);
    }

    @Override
    protected Records manyRecords() {
        return new Records("many", Map.of(), records().rows(), "id");
    }
}
