/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Brings rows into a table of the transaction by COPY, and changes the real one from there by a single UPDATE. */
final class PostgresCopyUpdate implements RowSink {

    private static final String GIVEN = "\"serai_given_rows\"";

    private final Database database;
    private final Connection connection;
    private final String table;
    private final List<TableLayout.Column> changed;
    private final List<TableLayout.Column> keys;
    private final PostgresCopy copy;

    /**
     * @param table quoted
     * @param changed the columns that come first in a row
     * @param keys the columns that follow, and say which row is meant
     */
    PostgresCopyUpdate(
            Database database,
            Connection connection,
            String table,
            List<TableLayout.Column> changed,
            List<TableLayout.Column> keys,
            Caller caller)
            throws SQLException {
        this.database = database;
        this.connection = connection;
        this.table = table;
        this.changed = changed;
        this.keys = keys;
        List<TableLayout.Column> all = new ArrayList<>(changed);
        all.addAll(keys);
        execute("CREATE TEMPORARY TABLE " + GIVEN + " ON COMMIT DROP AS SELECT " + names(all) + " FROM " + table
                + " WITH NO DATA");
        this.copy = new PostgresCopy(database, connection, "pg_temp." + GIVEN + " (" + names(all) + ")", all, caller);
    }

    @Override
    public void add(List<Object> values) throws SQLException {
        copy.add(values);
    }

    /** @throws SQLException also when a key came twice, because nobody could say which row counts */
    @Override
    public long finish() throws SQLException {
        copy.finish();
        copy.close();
        execute("CREATE UNIQUE INDEX ON pg_temp." + GIVEN + " (" + names(keys) + ")");
        String assignments = changed.stream()
                .map(column -> name(column) + " = given." + name(column))
                .collect(Collectors.joining(", "));
        String condition = keys.stream()
                .map(column -> "changed." + name(column) + " = given." + name(column))
                .collect(Collectors.joining(" AND "));
        String sql = "UPDATE " + table + " AS changed SET " + assignments + " FROM pg_temp." + GIVEN
                + " AS given WHERE " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return database.timeout().within(statement, statement::executeLargeUpdate);
        }
    }

    @Override
    public void close() throws SQLException {
        copy.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String names(List<TableLayout.Column> columns) {
        return columns.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(TableLayout.Column column) {
        return database.builder().render(column.quoted());
    }
}
