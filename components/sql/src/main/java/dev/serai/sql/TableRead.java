/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import dev.serai.connector.Filter;
import dev.serai.connector.Sort;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Reads rows of one table by a built statement, on one connection, by the columns that the table has now. */
final class TableRead {

    private final Database database;
    private final Connection connection;
    private final Caller caller;
    private final Table<?> table;
    private final List<Filter> filters;
    private final FilterConditions conditions;
    private final RowOrder order;
    private final List<SelectFieldOrAsterisk> selected;
    private final Set<String> hidden;

    private TableRead(Database database, Connection connection, Wanted wanted, Caller caller) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.caller = caller;
        this.table = DSL.table(database.identifiers().table(wanted.resource(), caller));
        this.filters = wanted.filters();
        TableLayout layout = TableLayout.of(database, connection, wanted.resource(), caller);
        this.conditions = new FilterConditions(layout, database, caller);
        this.order = RowOrder.of(layout, wanted.sort(), wanted.key(), database.identifiers(), caller);
        Set<TableLayout.Column> visible = wanted.fields().stream()
                .map(name -> layout.column(name, database.identifiers(), caller))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.hidden = visible.isEmpty()
                ? Set.of()
                : order.keys().stream()
                        .map(RowOrder.Key::column)
                        .filter(column -> !visible.contains(column))
                        .map(TableLayout.Column::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        this.selected = new ArrayList<>();
        visible.forEach(column -> selected.add(DSL.field(column.quoted())));
        hidden.forEach(name -> selected.add(DSL.field(DSL.quotedName(name))));
        if (selected.isEmpty()) {
            selected.add(DSL.asterisk());
        }
    }

    /**
     * Prepares to read.
     *
     * @throws dev.serai.connector.ConnectorException when a column does not exist
     */
    static TableRead of(Database database, Connection connection, Wanted wanted, Caller caller) throws SQLException {
        return new TableRead(database, connection, wanted, caller);
    }

    RowOrder order() {
        return order;
    }

    /** @param after the values of the order's columns in the row before the first; empty to begin */
    List<Map<String, Object>> rows(Optional<List<Object>> after, long offset, int limit, String lock)
            throws SQLException {
        Places places = new Places();
        Condition condition = conditions.all(filters, places);
        if (after.isPresent()) {
            condition = condition.and(order.after(after.get(), places));
        }
        var query =
                database.builder().select(selected).from(table).where(condition).orderBy(order.sortFields());
        String sql = (offset > 0
                        ? query.limit(DSL.inline(limit)).offset(DSL.inline(offset))
                        : query.limit(DSL.inline(limit)))
                .getSQL();
        return read(sql + lock, places, rows -> rows.rest());
    }

    /** How many rows fulfil the filters. */
    long count() throws SQLException {
        Places places = new Places();
        String sql = database.builder()
                .select(DSL.count().as(DSL.quotedName("total")))
                .from(table)
                .where(conditions.all(filters, places))
                .getSQL();
        return read(sql, places, rows -> ((Number) rows.next().get("total")).longValue());
    }

    /** The columns that were asked for. */
    Map<String, Object> visible(Map<String, Object> row) {
        Map<String, Object> visible = new LinkedHashMap<>(row);
        visible.keySet().removeAll(hidden);
        return visible;
    }

    /** @param number of the row, for a table without a key */
    DataRecord record(Map<String, Object> row, long number) {
        String id = order.identifies()
                ? order.values(row).stream().map(String::valueOf).collect(Collectors.joining(","))
                : Long.toString(number);
        String position = order.identifies() ? RowPosition.after(order, row, caller) : null;
        return new DataRecord(id, visible(row), Map.of(), null, position);
    }

    /** The condition that selects one row by the order's columns. */
    Condition only(Map<String, Object> row, Places places) {
        return DSL.and(order.keys().stream()
                .map(key -> DSL.field(key.column().quoted())
                        .eq(places.place(row.get(key.column().name()))))
                .toList());
    }

    Table<?> table() {
        return table;
    }

    private <T> T read(String sql, Places places, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ParameterBinding.ofColumns(database.dialect(), List.of(), caller).bind(statement, places.values());
            return database.timeout().within(statement, () -> {
                try (ResultSet results = statement.executeQuery()) {
                    return reading.read(new ResultRows(results, database.dialect(), caller));
                }
            });
        }
    }

    /** Takes what it needs of the rows. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultRows rows) throws SQLException;
    }

    /**
     * What is wanted of a table.
     *
     * @param fields empty for all columns
     * @param key the columns that name a row; empty for the primary key
     */
    record Wanted(String resource, List<Filter> filters, List<Sort> sort, List<String> fields, List<String> key) {}
}
