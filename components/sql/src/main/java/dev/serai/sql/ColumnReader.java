/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.SQLDialect;

/**
 * Reads the values of one column. They keep their precision and have classes that JSON can show: numbers, text, booleans,
 * bytes, {@code java.time}, {@link UUID}, and lists and maps of them; whatever else there is comes as the database's text.
 */
@FunctionalInterface
interface ColumnReader {

    Object read(ResultSet results, int column) throws SQLException;

    /** The reader for a column's type; it may be used for every row. */
    static ColumnReader of(ResultSetMetaData columns, int column, SQLDialect dialect) throws SQLException {
        if (dialect == SQLDialect.SQLITE) {
            // SQLite types each value, not the column.
            return ResultSet::getObject;
        }
        return switch (columns.getColumnTypeName(column).toLowerCase(Locale.ROOT)) {
            case "json", "jsonb" -> (results, i) -> JsonValues.parse(results.getString(i));
            case "uuid" -> (results, i) -> results.getObject(i, UUID.class);
            // PostgreSQL's driver reports times with a zone like those without.
            case "timestamptz" -> (results, i) -> results.getObject(i, OffsetDateTime.class);
            case "timetz" -> (results, i) -> results.getObject(i, OffsetTime.class);
            // PostgreSQL's driver would take it for a double or a boolean.
            case "money" -> ResultSet::getString;
            case "bit", "varbit" -> bits(columns, column, dialect);
            default -> byType(columns.getColumnType(column), dialect);
        };
    }

    private static ColumnReader bits(ResultSetMetaData columns, int column, SQLDialect dialect) throws SQLException {
        return dialect.family() == SQLDialect.POSTGRES && columns.getPrecision(column) != 1
                ? ResultSet::getString
                : byType(columns.getColumnType(column), dialect);
    }

    private static ColumnReader byType(int type, SQLDialect dialect) {
        return switch (type) {
            case Types.DATE -> (results, i) -> results.getObject(i, LocalDate.class);
            case Types.TIME -> (results, i) -> results.getObject(i, LocalTime.class);
            case Types.TIME_WITH_TIMEZONE -> (results, i) -> results.getObject(i, OffsetTime.class);
            case Types.TIMESTAMP -> (results, i) -> results.getObject(i, LocalDateTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> (results, i) -> results.getObject(i, OffsetDateTime.class);
            case Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.SQLXML -> ResultSet::getString;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ResultSet::getBytes;
            case Types.ARRAY -> (results, i) -> list(results.getArray(i), dialect);
            default -> ColumnReader::plain;
        };
    }

    private static Object plain(ResultSet results, int column) throws SQLException {
        Object value = results.getObject(column);
        boolean plain = value == null
                || value instanceof Number
                || value instanceof String
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof UUID
                || value instanceof Temporal;
        return plain ? value : results.getString(column);
    }

    /** The elements as a column of their own would give them; those of an array of arrays are lists. */
    private static List<Object> list(Array array, SQLDialect dialect) throws SQLException {
        if (array == null) {
            return null;
        }
        List<Object> list = new ArrayList<>();
        try (ResultSet elements = array.getResultSet()) {
            ColumnReader reader = of(elements.getMetaData(), 2, dialect);
            while (elements.next()) {
                list.add(reader.read(elements, 2));
            }
        } finally {
            array.free();
        }
        return list;
    }
}
