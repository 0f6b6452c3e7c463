/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The SQL connector keeps the contract with PostgreSQL. */
class SqlConformanceTest extends ConnectorConformance {

    private static final String NO_RECORDS = "Rows are read by a statement, not by table.";

    private static PostgresSystem system;

    SqlConformanceTest() {
        lacks(Behaviour.REQUIRED_OPTIONS, "Either 'connection.url' or 'provider' is given.");
        lacks(Behaviour.STREAMING, NO_RECORDS);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_RECORDS);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, NO_RECORDS);
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.TRANSACTIONS, "Each call is a transaction of its own; none spans several.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "A database knows no keys of calls.");
    }

    @BeforeAll
    static void startDatabase() throws Exception {
        system = new PostgresSystem();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String type() {
        return "sql";
    }

    @Override
    protected String variant() {
        return "PostgreSQL";
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
                "connection.username",
                system.user(),
                "connection.password",
                PostgresSystem.PASSWORD,
                "options.acquireTimeout",
                "1s");
    }

    @Override
    protected Map<String, String> companions(String option) {
        return option.equals("options.maxOverflow") ? Map.of("options.poolSize", "1") : Map.of();
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

    @Override
    protected Call read() {
        return Call.of(
                        "query",
                        Map.of(
                                "sql",
                                "SELECT items.id, items.name FROM items CROSS JOIN seen() AS counted WHERE counted"
                                        + " ORDER BY id"))
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
}
