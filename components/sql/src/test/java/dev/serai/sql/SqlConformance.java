/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import java.util.List;
import java.util.Map;

/** The SQL connector, whichever database it talks to. */
abstract class SqlConformance extends ConnectorConformance {

    static final String PASSWORD = "open-sesame-4711";

    private static final String NO_RECORDS = "Rows are read by a statement, not by table.";

    SqlConformance() {
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

    @Override
    protected String type() {
        return "sql";
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
                "1s");
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
}
