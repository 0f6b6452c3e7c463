/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.SQLDialect;

/** Reads rows as maps from column label, in the statement's case, to value. Used by one thread at a time. */
final class ResultRows {

    private final ResultSet results;
    private final List<String> labels;
    private final ColumnReader[] readers;

    /** @throws dev.serai.connector.ConnectorException when two columns have one label */
    ResultRows(ResultSet results, SQLDialect dialect, Caller caller) throws SQLException {
        this.results = results;
        ResultSetMetaData columns = results.getMetaData();
        this.labels = labels(columns, caller);
        this.readers = new ColumnReader[labels.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = ColumnReader.of(columns, i + 1, dialect);
        }
    }

    /** Of the columns, in their order. */
    List<String> labels() {
        return labels;
    }

    /** The next row, or null when there is none. */
    Map<String, Object> next() throws SQLException {
        if (!results.next()) {
            return null;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < readers.length; i++) {
            row.put(labels.get(i), readers[i].read(results, i + 1));
        }
        return row;
    }

    /** The rows that are left, but no more than so many; empty when there is none. */
    List<Map<String, Object>> next(int most) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (rows.size() < most) {
            Map<String, Object> row = next();
            if (row == null) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    /** All rows that are left. */
    List<Map<String, Object>> rest() throws SQLException {
        return next(Integer.MAX_VALUE);
    }

    private static List<String> labels(ResultSetMetaData columns, Caller caller) throws SQLException {
        Set<String> labels = new LinkedHashSet<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (!labels.add(columns.getColumnLabel(i))) {
                throw caller.failure(
                                SqlErrors.RESULT_UNUSABLE,
                                "The result has two columns named '" + columns.getColumnLabel(i)
                                        + "'. Give one of them another name with AS.")
                        .build();
            }
        }
        return List.copyOf(labels);
    }
}
