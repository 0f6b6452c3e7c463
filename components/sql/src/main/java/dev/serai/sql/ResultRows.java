/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads rows as maps from column label to value. Values keep their precision and have classes that JSON can show:
 * numbers, text, booleans, bytes, {@code java.time}, {@link UUID} and lists of them.
 */
final class ResultRows {

    private final ResultSet results;
    private final ResultSetMetaData columns;
    private final boolean typedByValue;

    /** @param typedByValue the database types each value, not the column (SQLite) */
    ResultRows(ResultSet results, boolean typedByValue) throws SQLException {
        this.results = results;
        this.columns = results.getMetaData();
        this.typedByValue = typedByValue;
    }

    List<Map<String, Object>> read(Caller caller) throws SQLException {
        List<String> labels = labels(caller);
        List<Map<String, Object>> rows = new ArrayList<>();
        while (results.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                row.put(labels.get(i), value(i + 1));
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> labels(Caller caller) throws SQLException {
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

    private Object value(int column) throws SQLException {
        if (typedByValue) {
            return results.getObject(column);
        }
        return switch (columns.getColumnType(column)) {
            case Types.DATE -> results.getObject(column, LocalDate.class);
            case Types.TIME -> results.getObject(column, LocalTime.class);
            case Types.TIMESTAMP -> timestamp(column);
            case Types.TIMESTAMP_WITH_TIMEZONE -> results.getObject(column, OffsetDateTime.class);
            case Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.SQLXML ->
                results.getString(column);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> binary(column);
            default -> other(column);
        };
    }

    /** PostgreSQL's driver reports a time with a zone as a plain {@link Types#TIMESTAMP}. */
    private Object timestamp(int column) throws SQLException {
        return columns.getColumnTypeName(column).equalsIgnoreCase("timestamptz")
                ? results.getObject(column, OffsetDateTime.class)
                : results.getObject(column, LocalDateTime.class);
    }

    /** H2 reports a UUID as binary. */
    private Object binary(int column) throws SQLException {
        return columns.getColumnTypeName(column).equalsIgnoreCase("uuid")
                ? results.getObject(column, UUID.class)
                : results.getBytes(column);
    }

    private Object other(int column) throws SQLException {
        Object value = results.getObject(column);
        if (value instanceof Array array) {
            return list(array.getArray());
        }
        boolean plain = value == null
                || value instanceof Number
                || value instanceof String
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof UUID
                || value instanceof java.time.temporal.Temporal;
        return plain ? value : results.getString(column);
    }

    private static Object list(Object array) {
        return array instanceof Object[] elements
                ? new ArrayList<>(
                        Arrays.asList(elements).stream().map(ResultRows::list).toList())
                : array;
    }
}
