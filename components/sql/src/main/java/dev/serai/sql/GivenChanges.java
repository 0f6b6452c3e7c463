/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs several statements that a route gives as one: all of them take effect, or none does. */
final class GivenChanges {

    /** How many sets of parameters go to the database together. */
    private static final int TOGETHER = 1000;

    private final Database database;

    GivenChanges(Database database) {
        this.database = database;
    }

    /**
     * Runs one statement with many sets of parameters.
     *
     * @param sets each a map, a list, or nothing
     * @return the number of rows that each changed
     */
    ExecutionResult batch(String sql, List<?> sets, ExecutionContext context, Caller caller) {
        List<SqlStatement> statements = new ArrayList<>();
        sets.forEach(set -> statements.add(ParameterValues.fill(sql, set, context, database.dialect(), caller)));
        return database.inTransaction(caller, connection -> {
            List<Integer> counts = new ArrayList<>();
            for (int from = 0; from < statements.size(); ) {
                int to = sameText(statements, from);
                counts.addAll(run(connection, statements.subList(from, to), caller));
                from = to;
            }
            int affected = counts.stream().mapToInt(Integer::intValue).sum();
            return ExecutionResult.of(counts, Map.of("rowsAffected", affected));
        });
    }

    /** The end of the statements that can go together; lists of different lengths make different texts. */
    private static int sameText(List<SqlStatement> statements, int from) {
        int to = from + 1;
        while (to < statements.size()
                && to - from < TOGETHER
                && statements.get(to).sql().equals(statements.get(from).sql())) {
            to++;
        }
        return to;
    }

    private List<Integer> run(Connection connection, List<SqlStatement> together, Caller caller) throws SQLException {
        ParameterBinding binding = ParameterBinding.given(database.dialect(), caller);
        List<Integer> counts = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(together.get(0).sql())) {
            for (SqlStatement each : together) {
                binding.bind(statement, each.parameters());
                statement.addBatch();
            }
            for (int count : database.timeout().within(statement, statement::executeBatch)) {
                counts.add(Changes.changed(count));
            }
        }
        return counts;
    }

    /**
     * Runs statements one after another in one transaction.
     *
     * @param given each a text, or a map of {@code sql} and {@code parameters}
     * @return for each a map: {@code rows}, {@code rowCount} and {@code columns}, or {@code rowsAffected}
     */
    ExecutionResult transaction(List<?> given, ExecutionContext context, Caller caller) {
        List<SqlStatement> statements =
                given.stream().map(each -> statement(each, context, caller)).toList();
        return database.inTransaction(caller, connection -> {
            List<Map<String, Object>> results = new ArrayList<>();
            int affected = 0;
            for (SqlStatement each : statements) {
                Map<String, Object> result = run(connection, each, caller);
                affected += (Integer) result.getOrDefault("rowsAffected", 0);
                results.add(result);
            }
            return ExecutionResult.of(results, Map.of("rowsAffected", affected));
        });
    }

    private SqlStatement statement(Object given, ExecutionContext context, Caller caller) {
        Object sql = given instanceof Map<?, ?> map ? map.get("sql") : given;
        Object parameters = given instanceof Map<?, ?> map ? map.get("parameters") : null;
        if (!(sql instanceof String text)) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "'statements' holds something that is neither a text nor a map with the key 'sql'."
                                    + " Expected [{sql: \"…\", parameters: {…}}].")
                    .build();
        }
        TransactionControl.requireNone(text, database.dialect(), caller);
        return ParameterValues.fill(text, parameters, context, database.dialect(), caller);
    }

    private Map<String, Object> run(Connection connection, SqlStatement statement, Caller caller) throws SQLException {
        try (PreparedStatement prepared = database.prepare(connection, statement, caller)) {
            return database.timeout().within(prepared, () -> {
                Map<String, Object> result = new LinkedHashMap<>();
                if (!prepared.execute()) {
                    result.put("rowsAffected", Math.max(0, prepared.getUpdateCount()));
                    return result;
                }
                try (ResultSet results = prepared.getResultSet()) {
                    ResultRows rows = new ResultRows(results, database.dialect(), caller);
                    List<Map<String, Object>> all = rows.rest();
                    result.put("rows", all);
                    result.put("rowCount", all.size());
                    result.put("columns", rows.labels());
                    return result;
                }
            });
        }
    }
}
