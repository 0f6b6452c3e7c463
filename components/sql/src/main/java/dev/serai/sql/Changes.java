/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Runs built changes on one connection and counts what came of them. Used by one thread. */
final class Changes {

    private final Database database;
    private final Connection connection;
    private final Caller caller;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private List<String> labels;
    private int affected;

    Changes(Database database, Connection connection, Caller caller) {
        this.database = database;
        this.connection = connection;
        this.caller = caller;
    }

    /** Runs a statement once for each list of values. */
    void run(String sql, List<String> columns, List<List<Object>> values) throws SQLException {
        run(sql, columns, values, Changes::changed);
    }

    /** Runs an upsert of one row once for each list of values. MySQL and MariaDB count a row that was there twice. */
    void runUpsert(String sql, List<String> columns, List<List<Object>> values) throws SQLException {
        run(sql, columns, values, count -> Math.min(1, changed(count)));
    }

    private void run(String sql, List<String> columns, List<List<Object>> values, IntUnaryOperator counting)
            throws SQLException {
        ParameterBinding binding = ParameterBinding.ofColumns(database.dialect(), columns, caller);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (values.size() == 1) {
                binding.bind(statement, values.get(0));
                affected += counting.applyAsInt(database.timeout().within(statement, statement::executeUpdate));
                return;
            }
            for (List<Object> row : values) {
                binding.bind(statement, row);
                statement.addBatch();
            }
            for (int count : database.timeout().within(statement, statement::executeBatch)) {
                affected += counting.applyAsInt(count);
            }
        }
    }

    /** A driver that sends rows together says of each only that it succeeded. */
    static int changed(int count) {
        return count == Statement.SUCCESS_NO_INFO ? 1 : count;
    }

    /** Runs a statement once for each list of values; a row whose key is already there is left out. */
    void runSkippingDuplicates(String sql, List<String> columns, List<List<Object>> values) throws SQLException {
        ParameterBinding binding = ParameterBinding.ofColumns(database.dialect(), columns, caller);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<Object> row : values) {
                binding.bind(statement, row);
                try {
                    affected += database.timeout().within(statement, statement::executeUpdate);
                } catch (SQLException e) {
                    if (!database.failures().isDuplicate(e)) {
                        throw e;
                    }
                }
            }
        }
    }

    /** Runs a statement that gives the changed rows back. */
    void runReturning(String sql, List<String> columns, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ParameterBinding.ofColumns(database.dialect(), columns, caller).bind(statement, values);
            database.timeout().within(statement, () -> {
                try (ResultSet results = statement.executeQuery()) {
                    ResultRows changed = new ResultRows(results, database.dialect(), caller);
                    labels = changed.labels();
                    List<Map<String, Object>> more = changed.rest();
                    affected += more.size();
                    return rows.addAll(more);
                }
            });
        }
    }

    /** The number of rows, or with {@code returning} the rows. */
    ExecutionResult result(Returning returning) {
        if (!returning.rows()) {
            return ExecutionResult.of(affected, Map.of("rowsAffected", affected));
        }
        return ExecutionResult.of(
                rows,
                Map.of(
                        "rowsAffected",
                        affected,
                        "rowCount",
                        rows.size(),
                        "columns",
                        labels == null ? List.of() : labels));
    }
}
