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
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;

/** Runs statements that a route gives as SQL. */
final class GivenStatements {

    private final Database database;

    GivenStatements(Database database) {
        this.database = database;
    }

    /**
     * Reads rows, in a way in which the database refuses to change anything.
     *
     * @param one give one row, or null when there is none, instead of a list
     */
    ExecutionResult query(SqlStatement statement, boolean one, Caller caller) {
        List<Map<String, Object>> rows = database.with(caller, connection -> {
            database.readOnly().begin(connection);
            try {
                return read(connection, statement, one, caller);
            } finally {
                database.readOnly().end(connection);
            }
        });
        if (!one) {
            return ExecutionResult.of(rows, Map.of("rowCount", rows.size()));
        }
        if (rows.size() > 1) {
            throw caller.failure(
                            SqlErrors.RESULT_UNUSABLE,
                            "The statement gives more than one row, but fetchMode is 'one'. Narrow its condition, or"
                                    + " use fetchMode 'all'.")
                    .build();
        }
        return ExecutionResult.of(rows.isEmpty() ? null : rows.get(0), Map.of("rowCount", rows.size()));
    }

    /** Runs any statement by itself and gives the number of rows it changed; 0 for one that gives rows or has none. */
    ExecutionResult execute(SqlStatement statement, Caller caller) {
        int rows = database.with(caller, connection -> {
            try (PreparedStatement prepared = prepare(connection, statement)) {
                return database.timeout().within(prepared, () -> {
                    prepared.execute();
                    return Math.max(0, prepared.getUpdateCount());
                });
            }
        });
        return ExecutionResult.of(rows, Map.of("rowsAffected", rows));
    }

    private List<Map<String, Object>> read(Connection connection, SqlStatement statement, boolean one, Caller caller)
            throws SQLException {
        try (PreparedStatement prepared = prepare(connection, statement)) {
            if (one) {
                // A second row is enough to know that there is more than one.
                prepared.setMaxRows(2);
            }
            return database.timeout().within(prepared, () -> {
                try (ResultSet results = prepared.executeQuery()) {
                    return new ResultRows(results, database.dialect() == SQLDialect.SQLITE).read(caller);
                }
            });
        }
    }

    private static PreparedStatement prepare(Connection connection, SqlStatement statement) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement.sql());
        try {
            ParameterValues.bind(prepared, statement.parameters());
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }
}
