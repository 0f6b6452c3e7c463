/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Runs a statement for each row, many rows in one batch. */
final class BatchSink implements RowSink {

    private final Database database;
    private final PreparedStatement statement;
    private final ParameterBinding binding;
    private final int together;
    private int waiting;
    private long changed;

    BatchSink(Database database, Connection connection, String sql, List<String> columns, int together, Caller caller)
            throws SQLException {
        this.database = database;
        this.statement = connection.prepareStatement(sql);
        this.binding = ParameterBinding.ofColumns(database.dialect(), columns, caller);
        this.together = together;
    }

    @Override
    public void add(List<Object> values) throws SQLException {
        binding.bind(statement, values);
        statement.addBatch();
        waiting++;
        if (waiting == together) {
            send();
        }
    }

    @Override
    public long finish() throws SQLException {
        if (waiting > 0) {
            send();
        }
        return changed;
    }

    private void send() throws SQLException {
        for (int count : database.timeout().within(statement, statement::executeBatch)) {
            changed += Changes.changed(count);
        }
        waiting = 0;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
