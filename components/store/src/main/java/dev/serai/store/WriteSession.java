/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link StoreWrite} works with: statements that are prepared once and kept. Used by the writer's thread only. */
public final class WriteSession {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    WriteSession(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement with parameters and gives the number of rows it changed. */
    public int update(String sql, Object... parameters) throws SQLException {
        return prepared(sql, parameters).executeUpdate();
    }

    /** Runs a query and gives the first column of its first row, if there is one. It sees this transaction's changes. */
    public Optional<String> text(String sql, Object... parameters) throws SQLException {
        try (ResultSet rows = prepared(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    /** Runs a query and gives its rows. It sees this transaction's changes. */
    public <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = prepared(sql, parameters).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    /** Runs a statement to its end that is no query and yet gives rows; prepared, it would stop at the first. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
