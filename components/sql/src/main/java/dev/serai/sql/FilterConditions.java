/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Filters as a condition. A filter's field is a column of the table, its value a parameter. */
final class FilterConditions {

    private final TableLayout layout;
    private final Database database;
    private final Caller caller;

    FilterConditions(TableLayout layout, Database database, Caller caller) {
        this.layout = layout;
        this.database = database;
        this.caller = caller;
    }

    /** All of them must hold. */
    Condition all(List<Filter> filters, Places places) {
        List<Condition> conditions = new ArrayList<>();
        filters.forEach(filter -> conditions.add(condition(filter, places)));
        return DSL.and(conditions);
    }

    private Condition condition(Filter filter, Places places) {
        Field<Object> column = DSL.field(
                layout.column(filter.field(), database.identifiers(), caller).quoted());
        Object value = filter.value();
        if (filter.operator() == Filter.Operator.IN) {
            return column.in(values(filter).stream().map(places::place).toList());
        }
        ParameterBinding.check("The filter on '%s'", filter.field(), value, database.dialect(), caller);
        if (value == null || ParameterBinding.isStructured(value)) {
            return ofNull(filter, column);
        }
        return switch (filter.operator()) {
            case EQ -> column.eq(places.place(value));
            // A field that is empty is not the value, either.
            case NE -> column.ne(places.place(value)).or(column.isNull());
            case GT -> column.gt(places.place(value));
            case GTE -> column.ge(places.place(value));
            case LT -> column.lt(places.place(value));
            case LTE -> column.le(places.place(value));
            default -> DSL.condition("{0} LIKE {1}", column, places.place(value));
        };
    }

    private Condition ofNull(Filter filter, Field<Object> column) {
        if (filter.value() == null && filter.operator() == Filter.Operator.EQ) {
            return column.isNull();
        }
        if (filter.value() == null && filter.operator() == Filter.Operator.NE) {
            return column.isNotNull();
        }
        throw refusal(filter, filter.value() == null ? "null" : "a list or map");
    }

    private List<?> values(Filter filter) {
        if (!(filter.value() instanceof List<?> list) || list.isEmpty()) {
            throw refusal(filter, filter.value() instanceof List ? "an empty list" : "a single value");
        }
        list.forEach(value -> {
            if (value == null || ParameterBinding.isStructured(value)) {
                throw refusal(filter, "a list that holds null or another list");
            }
        });
        return list;
    }

    private RuntimeException refusal(Filter filter, String value) {
        return caller.failure(
                        SqlErrors.PARAMETERS_WRONG,
                        "The filter '" + filter.operator().name().toLowerCase(Locale.ROOT) + "' on '"
                                + filter.field() + "' has " + value
                                + ". Comparisons take a single value, 'in' a list of values with at least one, and null"
                                + " goes with 'eq' and 'ne'.")
                .build();
    }
}
