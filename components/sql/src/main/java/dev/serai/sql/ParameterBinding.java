/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.SQLDialect;

/**
 * Sets the values of a statement. Maps and lists go into columns of JSON and arrays, on PostgreSQL and H2, which say what
 * a place takes; elsewhere they are refused.
 */
final class ParameterBinding {

    private final SQLDialect dialect;
    private final boolean textFitsColumns;
    private final List<String> columns;
    private final Caller caller;

    private ParameterBinding(SQLDialect dialect, boolean textFitsColumns, List<String> columns, Caller caller) {
        this.dialect = dialect;
        this.textFitsColumns = textFitsColumns;
        this.columns = columns;
        this.caller = caller;
    }

    /** For a statement that a route gives: text is text. */
    static ParameterBinding given(SQLDialect dialect, Caller caller) {
        return new ParameterBinding(dialect, false, List.of(), caller);
    }

    /**
     * For a statement in which every place stands for a column's value: text that spells a number, a moment, a UUID or JSON
     * becomes what the column holds, also on PostgreSQL.
     *
     * @param columns that the first places stand for, to be named in failures
     */
    static ParameterBinding ofColumns(SQLDialect dialect, List<String> columns, Caller caller) {
        return new ParameterBinding(dialect, dialect.family() == SQLDialect.POSTGRES, columns, caller);
    }

    /** Sets the values, from the first {@code ?} on. */
    void bind(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = plain(values.get(i));
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else if (isStructured(value)) {
                bindStructured(statement, i + 1, value);
            } else if (textFitsColumns && value instanceof String) {
                statement.setObject(i + 1, value, Types.OTHER);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    private void bindStructured(PreparedStatement statement, int place, Object value) throws SQLException {
        String type =
                statement.getParameterMetaData().getParameterTypeName(place).toLowerCase(Locale.ROOT);
        boolean json = type.equals("json") || type.equals("jsonb");
        if (dialect.family() == SQLDialect.POSTGRES && (json || isArray(type, value))) {
            statement.setObject(place, PostgresText.of(value, type), Types.OTHER);
        } else if (json) {
            // H2 takes text for a JSON string, and bytes for JSON.
            statement.setBytes(place, JsonValues.text(value).getBytes(StandardCharsets.UTF_8));
        } else if (isArray(type, value)) {
            statement.setObject(place, elements((List<?>) value));
        } else {
            String named = place > columns.size() ? "A parameter" : "The column '" + columns.get(place - 1) + "'";
            throw refusal(named, value, caller);
        }
    }

    private static boolean isArray(String type, Object value) {
        return value instanceof List && (type.startsWith("_") || type.contains("array"));
    }

    private static Object[] elements(List<?> list) {
        return list.stream()
                .map(element -> element instanceof List<?> inner ? elements(inner) : plain(element))
                .toArray();
    }

    /**
     * Refuses values that no column of the database can hold, before anything is sent.
     *
     * @param place for the failure, with {@code %s} for the name
     */
    static void check(String place, String name, Object value, SQLDialect dialect, Caller caller) {
        if (isScalar(value)) {
            return;
        }
        boolean takesStructures = dialect.family() == SQLDialect.POSTGRES || dialect.family() == SQLDialect.H2;
        boolean listOrMap = value instanceof List || value instanceof Map;
        if (value instanceof Object[] || (isStructured(value) && !(takesStructures && listOrMap))) {
            throw refusal(place.formatted(name), value, caller);
        }
    }

    static boolean isStructured(Object value) {
        return !isScalar(value) && (value instanceof Map || value instanceof Iterable);
    }

    /** Asked before all else, for a look at an interface that a value lacks costs more than one at its class. */
    private static boolean isScalar(Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Timestamp;
    }

    static RuntimeException refusal(String place, Object value, Caller caller) {
        return caller.failure(
                        SqlErrors.PARAMETERS_WRONG,
                        place + " holds a " + value.getClass().getSimpleName()
                                + ". Only columns of JSON take maps and lists, and arrays take lists, on PostgreSQL and"
                                + " H2; for another column turn the value into text first, for example with marshal"
                                + " json.")
                .build();
    }

    /** Values that drivers do not know, as the next thing that they do. */
    static Object plain(Object value) {
        if (isScalar(value)) {
            return value;
        }
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        }
        // Its subclasses in java.sql are known to drivers.
        if (value.getClass() == Date.class) {
            return OffsetDateTime.ofInstant(((Date) value).toInstant(), ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof CharSequence || value instanceof Character ? value.toString() : value;
    }
}
