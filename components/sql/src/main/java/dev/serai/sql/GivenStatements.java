/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Runs statements that a route gives as SQL. */
final class GivenStatements {

    private final Database database;

    GivenStatements(Database database) {
        this.database = database;
    }

    /** Reads all rows, in a way in which the database refuses to change anything. */
    ExecutionResult queryAll(SqlStatement statement, Caller caller) {
        return read(statement, 0, caller, rows -> {
            List<Map<String, Object>> all = rows.rest();
            return ExecutionResult.of(all, metadata(all.size(), rows));
        });
    }

    /** Reads one row, or gives null when there is none; more are refused. */
    ExecutionResult queryOne(SqlStatement statement, Caller caller) {
        // A second row is enough to know that there is more than one.
        return read(statement, 2, caller, rows -> {
            List<Map<String, Object>> found = rows.rest();
            if (found.size() > 1) {
                throw caller.failure(
                                SqlErrors.RESULT_UNUSABLE,
                                "The statement gives more than one row, but fetchMode is 'one'. Narrow its condition, or"
                                        + " use fetchMode 'all'.")
                        .build();
            }
            return ExecutionResult.of(found.isEmpty() ? null : found.get(0), metadata(found.size(), rows));
        });
    }

    /** Gives an iterator of lists of rows, each but the last as long as it may be. */
    ExecutionResult queryMany(SqlStatement statement, int chunkSize, Caller caller) {
        return opened(OpenResult.of(
                statement,
                rows -> {
                    List<Map<String, Object>> chunk = rows.next(chunkSize);
                    return chunk.isEmpty() ? null : chunk;
                },
                database,
                caller));
    }

    /** Gives an iterator of rows. */
    ExecutionResult queryStream(SqlStatement statement, Caller caller) {
        return opened(OpenResult.of(statement, ResultRows::next, database, caller));
    }

    private static ExecutionResult opened(OpenResult<?> result) {
        return ExecutionResult.of(result, Map.of("columns", result.labels()));
    }

    private static Map<String, Object> metadata(int rowCount, ResultRows rows) {
        return Map.of("rowCount", rowCount, "columns", rows.labels());
    }

    /** Runs any statement by itself and gives the number of rows it changed; 0 for one that gives rows or has none. */
    ExecutionResult execute(SqlStatement statement, Caller caller) {
        int rows = database.with(caller, connection -> {
            try (PreparedStatement prepared = database.prepare(connection, statement, caller)) {
                return database.timeout().within(prepared, () -> {
                    prepared.execute();
                    return Math.max(0, prepared.getUpdateCount());
                });
            }
        });
        return ExecutionResult.of(rows, Map.of("rowsAffected", rows));
    }

    private ExecutionResult read(SqlStatement statement, int maxRows, Caller caller, Reading reading) {
        return database.with(caller, connection -> {
            database.readOnly().begin(connection);
            try (PreparedStatement prepared = database.prepare(connection, statement, caller)) {
                prepared.setMaxRows(maxRows);
                return database.timeout().within(prepared, () -> {
                    try (ResultSet results = prepared.executeQuery()) {
                        return reading.read(new ResultRows(results, database.dialect(), caller));
                    }
                });
            } finally {
                database.readOnly().end(connection);
            }
        });
    }

    /** Makes a result of rows. */
    @FunctionalInterface
    private interface Reading {
        ExecutionResult read(ResultRows rows) throws SQLException;
    }
}
