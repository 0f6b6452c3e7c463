/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.Sort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/**
 * The order of a table's rows: what was asked for, then the key, so that no two rows have the same place. NULL is larger
 * than every value, on every database.
 *
 * @param keys most important first
 * @param identifies whether they tell any two rows apart
 */
record RowOrder(List<Key> keys, boolean identifies) {

    /** A column of the order. */
    record Key(TableLayout.Column column, boolean descending) {

        /** As a cursor remembers it. */
        String text() {
            return column.name() + (descending ? " desc" : "");
        }

        private Field<Object> field() {
            return DSL.field(column.quoted());
        }

        private SortField<Object> sort() {
            SortField<Object> sort = descending ? field().desc() : field().asc();
            if (!column.nullable()) {
                return sort;
            }
            return descending ? sort.nullsFirst() : sort.nullsLast();
        }

        private Condition at(Object value, Places places) {
            return value == null ? field().isNull() : field().eq(places.place(value));
        }

        private Condition after(Object value, Places places) {
            if (value == null) {
                return descending ? field().isNotNull() : DSL.falseCondition();
            }
            if (descending) {
                return field().lt(places.place(value));
            }
            Condition larger = field().gt(places.place(value));
            return column.nullable() ? larger.or(field().isNull()) : larger;
        }

        /** Holds for every row from here on; lets an index begin at the right place. */
        private Condition notBefore(Object value, Places places) {
            if (value == null || (column.nullable() && !descending)) {
                return DSL.trueCondition();
            }
            return descending ? field().le(places.place(value)) : field().ge(places.place(value));
        }
    }

    /**
     * @param key columns that name a row; empty for the primary key
     * @throws dev.serai.connector.ConnectorException when a column does not exist
     */
    static RowOrder of(TableLayout layout, List<Sort> sort, List<String> key, Identifiers identifiers, Caller caller) {
        List<Key> keys = new ArrayList<>();
        sort.forEach(asked -> add(keys, layout.column(asked.field(), identifiers, caller), asked.descending()));
        List<TableLayout.Column> identity = key.isEmpty()
                ? layout.columns().stream()
                        .filter(column -> layout.primaryKey().contains(column.name()))
                        .sorted(Comparator.comparingInt(
                                column -> layout.primaryKey().indexOf(column.name())))
                        .toList()
                : key.stream()
                        .map(name -> layout.column(name, identifiers, caller))
                        .toList();
        identity.forEach(column -> add(keys, column, false));
        return new RowOrder(List.copyOf(keys), !identity.isEmpty());
    }

    private static void add(List<Key> keys, TableLayout.Column column, boolean descending) {
        if (keys.stream().noneMatch(key -> key.column().equals(column))) {
            keys.add(new Key(column, descending));
        }
    }

    List<SortField<Object>> sortFields() {
        return keys.stream().map(Key::sort).toList();
    }

    /** The rows after one. */
    Condition after(List<Object> values, Places places) {
        Condition bound = keys.size() > 1 ? keys.get(0).notBefore(values.get(0), places) : DSL.trueCondition();
        List<Condition> ways = new ArrayList<>();
        for (int last = 0; last < keys.size(); last++) {
            List<Condition> way = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                way.add(keys.get(i).at(values.get(i), places));
            }
            way.add(keys.get(last).after(values.get(last), places));
            ways.add(DSL.and(way));
        }
        return bound.and(DSL.or(ways));
    }

    /** Where a row stands in the order. */
    List<Object> values(Map<String, Object> row) {
        List<Object> values = new ArrayList<>();
        keys.forEach(key -> values.add(row.get(key.column().name())));
        return values;
    }

    List<String> texts() {
        return keys.stream().map(Key::text).toList();
    }
}
